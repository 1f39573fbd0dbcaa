import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const { route53 } = cloud;
const weight = 80; // knob weight of A: 0..100 step 10
const zone = route53.zone('example.com');
const www = { name: 'www', ttl: 60 };
zone.upsert({ ...www, values: '192.0.2.1', setIdentifier: 'A', weight });
await zone.upsert({
  ...www,
  values: '192.0.2.2',
  setIdentifier: 'B',
  weight: 100 - weight,
});

// 10,000 resolvers ask once each.
let a = 0;
for (let i = 0; i < 10_000; i += 1) {
  const resolver = route53.resolver();
  if (resolver.ask('www.example.com').values[0] === '192.0.2.1') a += 1;
}
const shareOfA = Math.round(a / 100);
table('Ten thousand answers', [
  { server: 'A', weight, 'answers (%)': shareOfA },
  { server: 'B', weight: 100 - weight, 'answers (%)': 100 - shareOfA },
]);
check('weights split answers by ratio', Math.abs(shareOfA - weight) <= 2);
