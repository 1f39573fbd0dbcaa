import { check, Cloud, minutes, table } from 'desired-capacity';

// #region a hosted zone with two names, known to all name servers
const cloud = new Cloud();
const zone = cloud.route53.zone('example.com');
zone.upsert({ name: 'www', ttl: 60, values: '192.0.2.1' });
zone.upsert({ name: 'shop', ttl: 60, values: '192.0.2.2' });
await cloud.run(minutes(5));
// #endregion
const resolver = cloud.route53.resolver({ at: 'FRA' });

const first = resolver.ask('www.example.com');
const again = resolver.ask('www.example.com');
const other = resolver.ask('shop.example.com');

table(
  'Whom the resolver asks for www.example.com',
  first.steps.map(({ server, got, seconds }) => ({
    asked: server,
    got,
    ms: Math.round(seconds * 1000),
  })),
);
const row = (question: string, { steps, seconds }: typeof first) => ({
  question,
  'servers asked': steps.length,
  ms: Math.round(seconds * 1000),
});
table('Three questions', [
  row('www, the first time', first),
  row('www, once more', again),
  row('shop', other),
]);
// #region the checks
check(
  'the answer is the address',
  first.code === 'NOERROR' && first.values[0] === '192.0.2.1',
);
check(
  'the way leads from the root over .com to a name server of Route 53',
  first.steps[0]!.server === '.' &&
    first.steps[1]!.server === 'com.' &&
    first.steps[2]!.server === zone.nameServers[0],
);
check(
  'the second time nobody is asked',
  again.from === 'cache' && again.steps.length === 0,
);
check('the zone is known by then', other.steps.length === 1);
// #endregion
