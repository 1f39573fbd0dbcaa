import { check, Cloud, days, table } from 'desired-capacity';
import { hitRatio } from 'desired-capacity/route53';

const users = 30; // knob users a resolver: 5..100 step 5

// Four resolvers. Each user asks for the name about every ten minutes.
async function day(ttl: number) {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  await zone.upsert({ name: 'www', ttl, values: '192.0.2.1' });
  const rate = users / 600;
  let [asked, hits] = [0, 0];
  // #region users who ask at random times, and resolvers
  const random = cloud.random('users');
  for (let i = 0; i < 4; i += 1) {
    const resolver = route53.resolver();
    cloud.process(function* () {
      for (; ; yield random.exponential(1 / rate)) {
        resolver.ask('www.example.com');
        asked += 1;
        if (resolver.hits > 0) hits += resolver.hits;
        resolver.hits = 0;
      }
    });
  }
  await cloud.run(days(1));
  // #endregion
  // #region a row of the table
  return {
    'TTL (s)': ttl,
    'questions of users': asked,
    'at Route 53': asked - hits,
    'from caches (%)': Math.round((1000 * hits) / asked) / 10,
    'λT/(1 + λT) (%)': Math.round(1000 * hitRatio(rate, ttl)) / 10,
  };
  // #endregion
}

const rows = [
  await day(0),
  await day(30),
  await day(300),
  await day(3600),
  await day(86_400),
];
// #region the table and the checks
table('A day of questions', rows);
const toRoute53 = rows.map((row) => row['at Route 53']);
check(
  'a long TTL means fewer questions',
  toRoute53.every((count, i) => i === 0 || count < toRoute53[i - 1]!),
);
check('a short TTL means more of them', toRoute53[1]! > 5 * toRoute53[2]!);
check(
  'caches answer the share that the formula gives',
  rows.every(
    (row) => Math.abs(row['from caches (%)'] - row['λT/(1 + λT) (%)']) < 2,
  ),
);
// #endregion
