import { check, Cloud, minutes, table } from 'desired-capacity';

// 40 resolvers, asked every five seconds. The primary dies for good.
async function outage(ttl: number, interval: number) {
  // #region a failover pair, two servers, and who asks
  const cloud = new Cloud();
  const { route53 } = cloud;
  const [main, other] = ['192.0.2.1', '192.0.2.2'].map((address) =>
    route53.endpoints.listen(`${address}:80`, () => ({ status: 200 })),
  );
  const health = route53.healthCheck({
    ipAddress: '192.0.2.1',
    requestInterval: interval,
  });
  const zone = route53.zone('example.com');
  zone.upsert({
    name: 'www',
    ttl,
    values: '192.0.2.1',
    setIdentifier: 'primary',
    failover: 'PRIMARY',
    healthCheckId: health.id,
  });
  zone.upsert({
    name: 'www',
    ttl,
    values: '192.0.2.2',
    setIdentifier: 'secondary',
    failover: 'SECONDARY',
  });
  const resolvers = Array.from({ length: 40 }, () => route53.resolver());
  const begin = cloud.random('begin');
  let [last, lost, died] = [0, 0, Infinity];
  for (const resolver of resolvers)
    cloud.process(function* () {
      for (yield begin.uniform(60, 60 + ttl); ; yield 5) {
        const [address] = resolver.ask('www.example.com').values;
        if (cloud.now < died || address !== '192.0.2.1') continue;
        last = cloud.now - died;
        lost += 1;
      }
    });
  await cloud.run(minutes(10));
  // #endregion
  main!.condition = { kind: 'black-hole' };
  died = cloud.now;
  await cloud.run(minutes(10));
  const seen = health.changes[0]!.at - died;
  return {
    'TTL (s)': ttl,
    'interval (s)': interval,
    'seen after (s)': Math.round(seen),
    'last user after (s)': Math.round(last),
    'mean outage (s)': Math.round((5 * lost) / resolvers.length),
    'still well': other!.condition.kind === 'accept',
  };
}

const rows = [
  await outage(300, 30),
  await outage(60, 30),
  await outage(60, 10),
  await outage(10, 10),
];
// #region the table and the checks
table(
  'From the death of the primary',
  rows.map(({ 'still well': _, ...row }) => row),
);
const [slow, usual, fast] = rows;
check(
  'users come to the secondary by themselves',
  rows.every((row) => row['last user after (s)'] < 600),
);
check(
  'the last ones after detection and one TTL',
  rows.every((row) => {
    const bound = row['seen after (s)'] + row['TTL (s)'];
    return row['last user after (s)'] <= bound + 6;
  }),
);
check(
  'a long TTL is the larger part of an outage',
  slow!['mean outage (s)'] > 1.7 * usual!['mean outage (s)'],
);
check(
  'a fast interval saves a minute',
  usual!['seen after (s)'] - fast!['seen after (s)'] > 45,
);
// #endregion
