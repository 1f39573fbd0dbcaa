import { expect, test } from 'vitest';
import { Cloud, HttpClient, minutes } from '../../index.ts';
import type { DefinitionOptions } from './index.ts';

/** A service on one t3.large, in a network mode. */
async function service(options: DefinitionOptions, desiredCount = 2) {
  const cloud = new Cloud({ seed: 1 });
  const cluster = cloud.ecs.cluster();
  cluster.launch({ instanceType: 't3.large' });
  await cloud.waitUntil(() => cluster.instances.length === 1);
  const web = cloud.ecs.service('web', { taskDefinition: cloud.ecs.define('web', { port: 80, ...options }), desiredCount }); // prettier-ignore
  await cloud.run(minutes(2));
  const client = new HttpClient(cloud, { connectTimeout: 1 });
  const instance = cluster.instances[0]!.ec2.id;
  const answers = async (port: number) => (await client.request({ host: `${instance}:${port}` })).kind === 'response'; // prettier-ignore
  return { cloud, web, answers };
}

test('bridge: containers are behind Docker’s network, and a port of the host leads to each', async () => {
  const { web, answers } = await service({});
  const ports = web.running.map(({ hostPorts }) => hostPorts[80]!);
  expect(ports.every((port) => port >= 32_768)).toBe(true);
  expect(await answers(ports[0]!)).toBe(true);
  expect(await answers(80)).toBe(false);
});

test('bridge: with host port 0 several copies stand on one instance, each at a port of its own', async () => {
  const { web } = await service({}, 3);
  expect(new Set(web.running.map(({ hostPorts }) => hostPorts[80])).size).toBe(3);
});

test('host: the container has the ports of its host, so that a second copy finds no place', async () => {
  const { web, answers } = await service({ networkMode: 'host' });
  expect(await answers(80)).toBe(true);
  expect(web.running.length).toBe(1);
  expect(web.messages.at(-1)).toContain('is already using a port required by your task.');
});

test('none: no port mappings, and nothing to reach', async () => {
  const { cloud, web } = await service({ networkMode: 'none', port: undefined } as DefinitionOptions, 1);
  expect(web.running[0]!.addresses).toEqual([]);
  expect(() => cloud.ecs.define('x', { networkMode: 'none', port: 80 })).toThrow('not supported with network mode none'); // prettier-ignore
});

test('a service registers each task at the port of the host that Docker has chosen', async () => {
  const cloud = new Cloud({ seed: 1 });
  const cluster = cloud.ecs.cluster();
  cluster.launch();
  await cloud.waitUntil(() => cluster.instances.length === 1);
  const balancer = cloud.elasticloadbalancingv2.balancer('web', { targetType: 'instance' });
  const web = cloud.ecs.service('web', { taskDefinition: cloud.ecs.define('web', { port: 80 }), desiredCount: 2, targetGroup: balancer.targetGroup }); // prettier-ignore
  await cloud.run(minutes(5));
  const targets = [...balancer.targetGroup.targets.values()].map(({ id, port }) => ({ id, port }));
  const id = cluster.instances[0]!.ec2.id;
  expect(targets).toEqual(web.running.map(({ hostPorts }) => ({ id, port: hostPorts[80] })));
});

test('awsvpc: a security group lets in the tasks of one service, and no others', async () => {
  const cloud = new Cloud({ seed: 1 });
  const { ec2, ecs } = cloud;
  const { subnets, vpcId } = cloud.elasticloadbalancingv2.defaults();
  const group = async (groupName: string) => (await ec2.createSecurityGroup({ groupName, description: groupName, vpcId })).groupId!; // prettier-ignore
  const [shop, other, store] = [await group('shop'), await group('other'), await group('store')];
  ec2.authorizeSecurityGroupIngress({ groupId: store, ipPermissions: [{ ipProtocol: 'tcp', fromPort: 80, toPort: 80, userIdGroupPairs: [{ groupId: shop }] }] }); // prettier-ignore
  const run = async (name: string, groupId: string) => {
    const [task] = ecs.run(ecs.define(name, { fargate: true, port: 80 }), { launchType: 'FARGATE', networkConfiguration: { awsvpcConfiguration: { subnets: subnets.slice(0, 1), securityGroups: [groupId] } } }); // prettier-ignore
    await task!.until('RUNNING');
    return task!;
  };
  const target = await run('store', store);
  const asks = async (task: Awaited<ReturnType<typeof run>>) => {
    const client = new HttpClient(cloud, { place: task.network!.id, connectTimeout: 1 });
    return (await client.request({ host: target.addresses[0]! })).kind;
  };
  expect(await asks(await run('shop', shop))).toBe('response');
  expect(await asks(await run('other', other))).toBe('error');
});

test('on Fargate more tasks are a larger number, and nothing else', async () => {
  const cloud = new Cloud({ seed: 1 });
  const { ecs } = cloud;
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true }), launchType: 'FARGATE', desiredCount: 2 }); // prettier-ignore
  await web.until('steady');
  ecs.updateService({ service: 'web', desiredCount: 12 });
  await cloud.run(minutes(3));
  expect(web.running.length).toBe(12);
  expect(ecs.cluster().instances).toEqual([]);
});
