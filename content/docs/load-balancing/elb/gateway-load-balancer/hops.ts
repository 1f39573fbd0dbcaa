import { check, Cloud, table } from 'desired-capacity';

const size = 1400; // knob bytes of the packet: 100 | 1400 | 8500 | 8600

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
// #region two appliances that the balancer may reach
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
  count: 2,
  securityGroupIds: [groupId!],
  application: {},
});
// #endregion
const wall = elb.balancer('wall', { type: 'gateway', targets: fleet });
await wall.until('healthy');
const there = {
  protocol: 'TCP' as const,
  source: '203.0.113.5',
  sourcePort: 50_000,
  destination: '10.0.0.9',
  destinationPort: 443,
};
const back = {
  ...there,
  source: there.destination,
  sourcePort: 443,
  destination: there.source,
  destinationPort: 50_000,
};
const first = wall.appliances!.inspect({ ...there, syn: true }, size);
const answer = wall.appliances!.inspect(back, size);
// #region the tables and the checks
const short = (text: string) => (text.startsWith('i-') ? 'appliance' : text);
table(
  `A packet of ${size} bytes`,
  first.hops.map(({ from, to, by, bytes, destination }) => ({
    from: short(from),
    to: short(to),
    by,
    'inner or outer destination': short(destination),
    bytes,
  })),
);
table('Both ways', [
  { direction: 'there', 'same appliance': 'yes' },
  {
    direction: 'back',
    'same appliance': first.appliance === answer.appliance ? 'yes' : 'no',
  },
]);
const wrapped = first.hops.filter(({ by }) => by === 'GENEVE');
check(
  'GENEVE adds 68 bytes on the way to the appliance and back',
  wrapped.length === 2 && wrapped.every(({ bytes }) => bytes === size + 68),
);
check(
  'the packet itself is never changed',
  first.hops[0]?.source === there.source &&
    first.hops.at(-1)?.destination === there.destination,
);
const [, out, , , again, home] = first.hops;
check(
  'it comes back to the endpoint that it left by, and goes on by a local route',
  out?.from.startsWith('endpoint') === true &&
    again?.to === out.from &&
    home?.from === out.from &&
    home.by === 'local route',
);
check(
  'both directions meet one appliance',
  first.appliance === answer.appliance,
);
// #endregion
