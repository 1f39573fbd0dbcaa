import { expect, test } from 'vitest';
import { arrivals, Cloud, HttpClient } from '../../index.ts';

/* The balancer together with the services beside it. */

test('an Auto Scaling group registers its instances, and replaces the one that the balancer finds unhealthy', async () => {
  const cloud = new Cloud();
  cloud.ec2.application({ serviceTime: 0.02 });
  const elb = cloud.elasticloadbalancingv2;
  const group = { 'deregistration_delay.timeout_seconds': 20 };
  const web = elb.balancer('web', { zones: 6, healthCheck: { interval: 10 }, group });
  const launchTemplateName = 'template';
  const launchTemplateData = { imageId: cloud.ec2.image(), instanceType: 't3.micro' as const };
  cloud.ec2.createLaunchTemplate({ launchTemplateName, launchTemplateData });
  cloud.autoscaling.createAutoScalingGroup({
    autoScalingGroupName: 'group',
    minSize: 2,
    maxSize: 4,
    launchTemplate: { launchTemplateName },
    vpcZoneIdentifier: elb.defaults().subnets.slice(0, 2).join(','),
    targetGroupARNs: [web.targetGroup.arn],
    healthCheckType: 'ELB',
    healthCheckGracePeriod: 60,
  });
  await cloud.run(400);
  const states = () => web.targetGroup.health().map(({ targetHealth }) => targetHealth!.state);
  expect(states()).toEqual(['healthy', 'healthy']);
  const [ill] = cloud.ec2.instances;
  const client = new HttpClient(cloud, { readTimeout: 5 });
  arrivals(cloud, { rate: 5, lasting: 500 }, () => client.request({ host: web.dnsName }));
  await cloud.run(10);
  ill!.host!.hang();
  await cloud.run(500);
  expect(states()).toEqual(['healthy', 'healthy']);
  expect(web.targetGroup.sent[ill!.id]).toBeUndefined();
  expect(ill!.state).toBe('terminated');
});

test('a Lambda function answers requests; what it throws is a 502 of the balancer', async () => {
  const cloud = new Cloud();
  const code = () => (event: unknown) => {
    const { path, headers } = event as { path: string; headers: Record<string, string> };
    if (path === '/bug') throw new Error('a bug');
    return { statusCode: 201, headers: { 'x-seen': headers['x-forwarded-proto'] }, body: path };
  };
  cloud.lambda.createFunction({ functionName: 'f', code });
  const arn = `arn:aws:lambda:us-east-1:${cloud.account}:function:f`;
  const web = cloud.elasticloadbalancingv2.balancer('web', { targets: [arn] });
  await web.until('active');
  expect(await web.request({ path: '/a' })).toMatchObject({ status: 201, body: '/a', headers: new Map([['x-seen', 'http']]) });
  expect(await web.request({ path: '/bug' })).toMatchObject({ status: 502 });
  expect(web.answers.get('502 Lambda function failed')).toBe(1);
}); // prettier-ignore

test('a balancer behind a Network Load Balancer gets flows from each of its nodes, with cross-zone load balancing off', async () => {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const { groupId } = cloud.ec2.createSecurityGroup({ groupName: 'open', description: 'anybody', vpcId: elb.defaults().vpcId }); // prettier-ignore
  cloud.ec2.authorizeSecurityGroupIngress({ groupId: groupId!, ipProtocol: 'tcp', fromPort: 80, toPort: 80, cidrIp: '0.0.0.0/0' }); // prettier-ignore
  const securityGroups = [groupId!, ...elb.defaults().groups];
  const rules = elb.balancer('rules', { securityGroups, targets: cloud.ec2.launch({ application: {} }) });
  await rules.until('healthy');
  const fixed = elb.balancer('fixed', { type: 'network', zones: 3, securityGroups, targets: [rules.arn] });
  await cloud.run(300);
  for (const { network } of fixed.nodes) {
    const outcome = await new HttpClient(cloud).request({ host: `${network.publicAddress}:80` });
    expect(outcome.kind === 'response' && outcome.response.status).toBe(200);
  }
});

test('an address may be registered before anything answers there', async () => {
  const cloud = new Cloud();
  const [server] = cloud.ec2.launch({ application: {} });
  const web = cloud.elasticloadbalancingv2.balancer('web', { targets: [server!.privateAddress] });
  await web.until('healthy');
  expect(await web.request({ path: '/' })).toMatchObject({ status: 200 });
});
