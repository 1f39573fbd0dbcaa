import { check, Cloud, minutes, table } from 'desired-capacity';

const evaluates = true; // knob evaluate target health: true | false

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
// #region two servers in each of two Regions, and a check of each
const servers = new Map<
  string,
  ReturnType<typeof route53.endpoints.listen>
>();
function leaf(region: string, id: string, address: string) {
  const endpoint = route53.endpoints.listen(`${address}:80`, () => ({
    status: 200,
  }));
  servers.set(id, endpoint);
  const health = route53.healthCheck({ ipAddress: address });
  zone.upsert({
    name: region,
    ttl: 60,
    values: address,
    setIdentifier: id,
    weight: 1,
    healthCheckId: health.id,
  });
}
leaf('frankfurt', 'F1', '192.0.2.1');
leaf('frankfurt', 'F2', '192.0.2.2');
leaf('virginia', 'V1', '198.51.100.1');
leaf('virginia', 'V2', '198.51.100.2');
// #endregion
// The branches: the quickest Region, by alias to its weighted servers.
for (const [name, region] of [
  ['frankfurt', 'eu-central-1'],
  ['virginia', 'us-east-1'],
] as const)
  zone.upsert({
    name: 'www',
    setIdentifier: name,
    region,
    alias: name,
    evaluateTargetHealth: evaluates,
  });

// #region what resolvers in Munich get
const answers = () => {
  const found = new Set<string>();
  for (let i = 0; i < 40; i += 1) {
    const resolver = route53.resolver({ at: 'MUC' });
    found.add(resolver.ask('www.example.com').values[0]!);
  }
  return [...found].sort().join(' and ');
};
// #endregion
// #region servers die, one after the other
const rows: { dead: string; 'Munich gets': string }[] = [];
for (const dead of [[], ['F1'], ['F1', 'F2'], ['F1', 'F2', 'V1', 'V2']]) {
  for (const id of dead) servers.get(id)!.condition = { kind: 'refuse' };
  await cloud.run(minutes(5));
  rows.push({ dead: dead.join(' ') || 'none', 'Munich gets': answers() });
}
// #endregion
// #region the table and the checks
table('A tree of two Regions', rows);
const got = rows.map((row) => row['Munich gets']);
check(
  'Munich is served from Frankfurt',
  got[0] === '192.0.2.1 and 192.0.2.2',
);
check('a dead leaf is left out', got[1] === '192.0.2.2');
check(
  'when a whole branch is dead, the other one answers',
  got[2] === '198.51.100.1 and 198.51.100.2',
);
check(
  'when all is dead, it is as if all were well',
  got[3] === '192.0.2.1 and 192.0.2.2',
);
// #endregion
