import { check, Cloud, table } from 'desired-capacity';

const zones = 1; // knob zones to try it in: 1..2

// #region one balancer of each kind, and its target group
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const { vpcId, subnets } = elb.defaults();
const kinds = ['application', 'network', 'gateway'] as const;
const protocols = {
  application: 'HTTP',
  network: 'TCP',
  gateway: 'GENEVE',
} as const;
const made = kinds.map((type) => {
  const balancer = elb.balancer(type, { type });
  const [listener] = balancer.listeners.values();
  const { targetGroups } = elb.createTargetGroup({
    name: `g-${type}`,
    protocol: protocols[type],
    port: type === 'gateway' ? 6081 : 80,
    vpcId,
  }) as { targetGroups: { targetGroupArn: string }[] };
  const group = elb.findGroup(targetGroups[0]!.targetGroupArn);
  const listenerArn = listener!.arn;
  return { type, balancer, listener: listener!, listenerArn, group };
});
// #endregion
// #region tries: 'yes' where AWS lets it through, its error code where not
function attempt(call: () => unknown): string {
  try {
    call();
    return 'yes';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const rows: Record<string, string>[] = [];
const row = (what: string, cell: (one: (typeof made)[number]) => string) =>
  rows.push({
    what,
    ...Object.fromEntries(made.map((one) => [one.type, cell(one)])),
  });
const byName = (
  list: readonly { key: string; value: string }[],
  name: string,
) => list.find(({ key }) => key === name)?.value ?? '–';
// #endregion
row(`stands in ${zones} zone`, ({ type }) => {
  const some = { name: `try-${type}`, subnets: subnets.slice(0, zones) };
  return attempt(() => elb.createLoadBalancer({ type, ...some }));
});
// #region what it begins with: cross-zone, a name
row('cross-zone at first', ({ balancer }) =>
  byName(balancer.attributes(), 'load_balancing.cross_zone.enabled'),
);
row('a name in DNS for clients', ({ balancer }) =>
  balancer.describe().dnsName ? 'yes' : 'no',
);
// #endregion
row('a fixed response by path', ({ listenerArn }) => {
  const conditions = [{ field: 'path-pattern', values: ['/x'] }];
  const fixedResponseConfig = { statusCode: '200' };
  const actions = [{ type: 'fixed-response' as const, fixedResponseConfig }];
  const rule = { listenerArn, priority: 1, conditions, actions };
  return attempt(() => elb.createRule(rule));
});
row('a Lambda function as target', ({ type, listenerArn }) =>
  attempt(() => {
    const { arn } = elb.group(`function-${type}`, { targetType: 'lambda' });
    const forward = { type: 'forward' as const, targetGroupArn: arn };
    elb.modifyListener({ listenerArn, defaultActions: [forward] });
  }),
);
// #region what the target groups and listeners begin with
const attribute = (name: string) => (one: (typeof made)[number]) =>
  byName(one.group.attributes(), name);
row('sticky by', attribute('stickiness.type'));
row(
  'deregistration delay (s)',
  attribute('deregistration_delay.timeout_seconds'),
);
row('slow start', (one) =>
  attribute('slow_start.duration_seconds')(one) === '–' ? 'no' : 'yes',
);
row('seconds between checks', ({ group }) => String(group.check.interval));
row(
  'idle timeout (s)',
  ({ listener, balancer }) =>
    listener.value('tcp.idle_timeout.seconds') ??
    balancer.value('idle_timeout.timeout_seconds')!,
);
// #endregion
// #region the table and the checks
table('What each can do, tried', rows);
const cell = (what: string, kind: string) =>
  rows.find((one) => one['what'] === what)![kind];
check(
  'an Application Load Balancer needs two zones',
  cell(`stands in ${zones} zone`, 'application') ===
    (zones < 2 ? 'ValidationError' : 'yes'),
);
check(
  'it alone goes by content',
  cell('a fixed response by path', 'application') === 'yes' &&
    cell('a fixed response by path', 'network') !== 'yes',
);
check(
  'it alone takes a function',
  cell('a Lambda function as target', 'network') !== 'yes' &&
    cell('a Lambda function as target', 'gateway') !== 'yes',
);
check(
  'cross-zone load balancing is on for it, and off for the others',
  kinds.map((kind) => cell('cross-zone at first', kind)).join() ===
    'true,false,false',
);
check(
  'targets drain for 300 s unless told otherwise',
  kinds.every((kind) => cell('deregistration delay (s)', kind) === '300'),
);
// #endregion
