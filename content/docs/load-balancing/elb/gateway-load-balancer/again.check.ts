import { check, Cloud } from 'desired-capacity';
import { settings } from './again.starter.ts';

const { failover, reset, interval } = settings;
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const { vpcId } = elb.defaults();
const { groupId } = cloud.ec2.createSecurityGroup({
  ...{ groupName: 'appliances', description: 'from the balancer', vpcId },
});
cloud.ec2.authorizeSecurityGroupIngress({
  groupId: groupId!,
  ipPermissions: [
    { ipProtocol: '-1', ipRanges: [{ cidrIp: '172.31.0.0/16' }] },
  ],
});
const fleet = cloud.ec2.launch({
  ...{ count: 3, securityGroupIds: [groupId!], application: {} },
});
const wall = elb.balancer('wall', {
  ...{ type: 'gateway', targets: fleet },
  healthCheck: { interval, timeout: 3 },
  group: {
    'target_failover.on_unhealthy': failover,
    'target_failover.on_deregistration': failover,
    'send_tcp_reset.on_unhealthy.enabled': reset,
    'send_tcp_reset.on_deregistration.enabled': reset,
  },
});
await wall.until('healthy');
// The appliances are stateful: each knows the connections that it saw begin.
let ports = 50_000;
const send = (sourcePort: number, syn: boolean) =>
  wall.appliances!.inspect({
    ...{ protocol: 'TCP', source: '203.0.113.5', sourcePort, syn },
    ...{ destination: '10.0.0.9', destinationPort: 443 },
  });
const begin = () => {
  const port = (ports += 1);
  return { port, appliance: send(port, true).appliance };
};
const connections = Array.from({ length: 60 }, begin);
let strange = 0;
let through = 0;
for (let second = 0; second < 60; second += 1) {
  if (second === 20) fleet[0]!.host!.crash();
  await cloud.run(1);
  through = 0;
  connections.forEach(({ port, appliance }, i) => {
    const passed = send(port, false);
    if ('reset' in passed.verdict) return void (connections[i] = begin());
    if (passed.appliance !== appliance) strange += 1;
    else through += Number(passed.delivered);
  });
}
check(
  'forty seconds after the appliance died all sixty go on',
  through === 60,
  `${through} do`,
);
check(
  'no packet meets an appliance that has not seen its connection begin',
  strange === 0,
  `${strange} do`,
);
