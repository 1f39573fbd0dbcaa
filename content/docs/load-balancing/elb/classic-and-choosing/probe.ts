import { check, Cloud, table } from 'desired-capacity';

const zones = 1; // knob zones to try it in: 1..2

const kinds = ['application', 'network', 'gateway'] as const;
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const { vpcId, subnets } = elb.defaults();

// #region tries: 'yes' where AWS lets it through, its error code where not
function attempt(call: () => unknown): string {
  try {
    call();
    return 'yes';
  } catch (error) {
    return (error as { code: string }).code;
  }
}
const byName = (
  list: readonly { key: string; value: string }[],
  name: string,
) => list.find(({ key }) => key === name)?.value ?? '–';
// #endregion
const rows: Record<string, string>[] = [];
const row = (what: string, cell: (kind: (typeof kinds)[number]) => string) =>
  rows.push({
    what,
    ...Object.fromEntries(kinds.map((kind) => [kind, cell(kind)])),
  });

row(`stands in ${zones} zone`, (type) => {
  const name = `try-${type}`;
  return attempt(() =>
    elb.createLoadBalancer({ name, type, subnets: subnets.slice(0, zones) }),
  );
});
const made = kinds.map((type) => elb.balancer(type, { type }));
const of = (kind: string) => made.find(({ type }) => type === kind)!;
row('cross-zone at first', (kind) =>
  byName(of(kind).attributes(), 'load_balancing.cross_zone.enabled'),
);
row('a name in DNS for clients', (kind) =>
  of(kind).describe().dnsName ? 'yes' : 'no',
);
row('a fixed response by path', (kind) =>
  attempt(() => {
    const [listenerArn] = of(kind).listeners.keys();
    elb.createRule({
      listenerArn: listenerArn!,
      priority: 1,
      conditions: [{ field: 'path-pattern', values: ['/x'] }],
      actions: [
        {
          type: 'fixed-response',
          fixedResponseConfig: { statusCode: '200' },
        },
      ],
    });
  }),
);
row('a Lambda function as target', (kind) =>
  attempt(() => {
    const { arn } = elb.group(`function-${kind}`, { targetType: 'lambda' });
    const [listenerArn] = of(kind).listeners.keys();
    const defaultActions = [
      { type: 'forward' as const, targetGroupArn: arn },
    ];
    elb.modifyListener({ listenerArn: listenerArn!, defaultActions });
  }),
);
const group = (kind: string) => {
  const protocol =
    kind === 'application' ? 'HTTP' : kind === 'network' ? 'TCP' : 'GENEVE';
  const name = `g-${kind}`;
  return elb.findGroup(
    (
      elb.createTargetGroup({
        name,
        protocol,
        port: kind === 'gateway' ? 6081 : 80,
        vpcId,
      }) as { targetGroups: { targetGroupArn: string }[] }
    ).targetGroups[0]!.targetGroupArn,
  );
};
const groups = new Map(kinds.map((kind) => [kind, group(kind)]));
const attribute = (name: string) => (kind: (typeof kinds)[number]) =>
  byName(groups.get(kind)!.attributes(), name);
row('sticky by', attribute('stickiness.type'));
row(
  'deregistration delay (s)',
  attribute('deregistration_delay.timeout_seconds'),
);
row('slow start', (kind) =>
  attribute('slow_start.duration_seconds')(kind) === '–' ? 'no' : 'yes',
);
row('seconds between checks', (kind) =>
  String(groups.get(kind)!.check.interval),
);
row('idle timeout (s)', (kind) => {
  const [listener] = of(kind).listeners.values();
  return (
    listener!.value('tcp.idle_timeout.seconds') ??
    of(kind).value('idle_timeout.timeout_seconds')!
  );
});
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
