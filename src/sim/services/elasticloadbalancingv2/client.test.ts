import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateRuleCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
  DuplicateLoadBalancerNameException,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
  PriorityInUseException,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { Cloud, connect, HttpClient } from '../../index.ts';

test('the real client makes a balanced tier, and errors are of its own classes', async () => {
  const cloud = new Cloud();
  const client = connect(new ElasticLoadBalancingV2Client({ region: 'us-east-1' }), cloud);
  const { vpcId: VpcId, subnets } = cloud.elasticloadbalancingv2.defaults();
  const fleet = cloud.ec2.launch({ count: 2, application: {} });
  const Subnets = cloud.elasticloadbalancingv2.subnetsFor(fleet.map(({ id }) => id));
  const { LoadBalancers } = await client.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets }));
  const [{ LoadBalancerArn, DNSName, State }] = LoadBalancers as [{ LoadBalancerArn: string; DNSName: string; State: object }]; // prettier-ignore
  expect(State).toEqual({ Code: 'provisioning' });
  expect(DNSName).toMatch(/^web-\d+\.us-east-1\.elb\.amazonaws\.com$/);
  const { TargetGroups } = await client.send(new CreateTargetGroupCommand({ Name: 'web', Protocol: 'HTTP', Port: 80, VpcId })); // prettier-ignore
  const { TargetGroupArn } = TargetGroups![0]!;
  expect(TargetGroups![0]).toMatchObject({ HealthCheckIntervalSeconds: 30, HealthyThresholdCount: 5, UnhealthyThresholdCount: 2, Matcher: { HttpCode: '200' } }); // prettier-ignore
  await client.send(
    new RegisterTargetsCommand({ TargetGroupArn, Targets: fleet.map(({ id: Id }) => ({ Id })) }),
  );
  const { Attributes } = await client.send(
    new ModifyTargetGroupAttributesCommand({
      TargetGroupArn,
      Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
    }),
  );
  expect(Attributes).toContainEqual({ Key: 'deregistration_delay.timeout_seconds', Value: '30' });
  const forward = [{ Type: 'forward' as const, TargetGroupArn }];
  const { Listeners } = await client.send(
    new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: forward }),
  );
  const { ListenerArn } = Listeners![0]!;
  const rule = {
    ListenerArn,
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', Values: ['/x'] }],
    Actions: forward,
  };
  await client.send(new CreateRuleCommand(rule));
  await expect(client.send(new CreateRuleCommand(rule))).rejects.toBeInstanceOf(PriorityInUseException);
  await expect(client.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets: subnets, Scheme: 'internal' }))).rejects.toBeInstanceOf(DuplicateLoadBalancerNameException); // prettier-ignore
  await cloud.run(200);
  const { TargetHealthDescriptions } = await client.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  expect(TargetHealthDescriptions!.map(({ TargetHealth }) => TargetHealth)).toEqual([{ State: 'healthy' }, { State: 'healthy' }]); // prettier-ignore
  expect(await new HttpClient(cloud).request({ host: DNSName })).toMatchObject({ response: { status: 200 } });
});
