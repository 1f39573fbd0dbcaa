import { check, Cloud, minutes } from 'desired-capacity';
import { records } from './sorry.starter.ts';

const cloud = new Cloud();
const { route53 } = cloud;
const [shop] = ['192.0.2.1', '192.0.2.2'].map((address) =>
  route53.endpoints.listen(`${address}:80`, () => ({ status: 200 })),
);
const zone = route53.zone('example.com');
for (const record of records(cloud)) zone.upsert(record);
await cloud.run(minutes(10));
const resolvers = Array.from({ length: 20 }, () => route53.resolver());
const asked = (resolver: (typeof resolvers)[number]) =>
  resolver.ask('www.example.com').values[0];
check(
  'all is well at first',
  resolvers.every((one) => asked(one) === '192.0.2.1'),
);
shop!.condition = { kind: 'black-hole' };
await cloud.run(minutes(2));
check(
  'two minutes after its death nobody is sent to the shop',
  resolvers.every((one) => asked(one) === '192.0.2.2'),
);
