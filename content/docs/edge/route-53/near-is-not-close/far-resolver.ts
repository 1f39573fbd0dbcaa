import { check, Cloud, table } from 'desired-capacity';

// #region a server in São Paulo, one in Virginia
const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
const www = { name: 'www', ttl: 60 };
zone.upsert({
  ...www,
  values: '192.0.2.1',
  setIdentifier: 'Virginia',
  region: 'us-east-1',
});
await zone.upsert({
  ...www,
  values: '192.0.2.2',
  setIdentifier: 'São Paulo',
  region: 'sa-east-1',
});
// #endregion
// A user in Buenos Aires, whose company has its resolver in Virginia.
const user = { at: 'EZE', address: '203.0.113.77' };
const silent = route53.resolver({ at: 'IAD' });
const telling = route53.resolver({ at: 'IAD', sendsClientSubnet: true });

const answer = (resolver: typeof silent) =>
  resolver.ask('www.example.com', 'A', user).values[0]!;
const rows = [
  { resolver: 'says nothing of the user', answer: answer(silent) },
  { resolver: 'sends a part of the address', answer: answer(telling) },
];
table('A user in Buenos Aires', rows);
check(
  'Route 53 takes the place of the resolver for that of the user',
  rows[0]!.answer === '192.0.2.1',
);
check(
  'unless the resolver sends the client subnet along',
  rows[1]!.answer === '192.0.2.2',
);
