import { check, Cloud, plot, table } from 'desired-capacity';

const failover = 'no_rebalance'; // knob target failover: 'no_rebalance' | 'rebalance'

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
// #region three appliances that the balancer may reach
const { vpcId } = elb.defaults();
const { groupId } = cloud.ec2.createSecurityGroup({
  groupName: 'appliances',
  description: 'from the balancer',
  vpcId,
});
cloud.ec2.authorizeSecurityGroupIngress({
  groupId: groupId!,
  ipPermissions: [
    { ipProtocol: '-1', ipRanges: [{ cidrIp: '172.31.0.0/16' }] },
  ],
});
const fleet = cloud.ec2.launch({
  count: 3,
  securityGroupIds: [groupId!],
  application: {},
});
// #endregion
const wall = elb.balancer('wall', {
  type: 'gateway',
  targets: fleet,
  healthCheck: { interval: 10 },
  group: {
    'target_failover.on_unhealthy': failover,
    'target_failover.on_deregistration': failover,
  },
});
await wall.until('healthy');
// Sixty connections, a packet each every second, through the appliances.
// #region sixty connections, each of which is given an appliance
const connections = Array.from({ length: 60 }, (_, i) => ({
  protocol: 'TCP' as const,
  source: '203.0.113.5',
  sourcePort: 50_000 + i,
  destination: '10.0.0.9',
  destinationPort: 443,
}));
const inspect = (packet: object) => wall.appliances!.inspect(packet as never);
const meets = connections.map(
  (packet) => inspect({ ...packet, syn: true }).appliance,
);
// #endregion
// #region notes for the plot
const through: [number, number][] = [];
const moved = new Set<number>();
let fresh = 0;
// #endregion
for (let second = 0; second < 120; second += 1) {
  if (second === 20) fleet[0]!.host!.crash();
  // #region how many packets get through
  let delivered = 0;
  connections.forEach((packet, i) => {
    const passed = inspect(packet);
    delivered += Number(passed.delivered);
    if ('moved' in passed.verdict && passed.verdict.moved) moved.add(i);
  });
  through.push([second, delivered]);
  if (second >= 90)
    fresh += Number(
      inspect({ ...connections[0]!, sourcePort: 40_000 + second, syn: true })
        .delivered,
    );
  // #endregion
  await cloud.run(1);
}
// #region the plot, the table and the checks
plot({
  title: 'Packets that get through, of sixty a second',
  description:
    'All sixty get through until one of the three appliances dies. Then about a third is lost; unless flows are rebalanced, it stays lost.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Packets' },
  series: [{ name: 'delivered', style: 'step', points: through }],
  marks: [{ x: 20, label: 'an appliance dies' }],
});
const end = through.at(-1)![1];
table('After 100 seconds', [
  { connections: 'of before', 'get through': end, moved: moved.size },
  { connections: 'new ones, of 30', 'get through': fresh, moved: 0 },
]);
check('connections are spread over all three', new Set(meets).size === 3);
check('new connections go to appliances that are well', fresh === 30);
check('old ones stay with the dead one', end < 60 && moved.size === 0);
// #endregion
