import { check, Cloud, minutes } from 'desired-capacity';
import { records } from './zero.starter.ts';

const cloud = new Cloud();
const { route53 } = cloud;
const shop = route53.endpoints.listen('192.0.2.1:80', () => ({
  status: 200,
}));
const health = route53.healthCheck({ ipAddress: '192.0.2.1' });
const zone = route53.zone('example.com');
for (const record of records(health.id)) zone.upsert(record);
await cloud.run(minutes(5));
const answers = () => {
  const found = new Set<string>();
  for (let i = 0; i < 1000; i += 1)
    found.add(route53.resolver().ask('www.example.com').values[0]!);
  return [...found].join(' ');
};
check(
  'while the shop is well, nobody gets the page',
  answers() === '192.0.2.1',
);
shop.condition = { kind: 'refuse' };
await cloud.run(minutes(5));
check('when it is down, everybody does', answers() === '192.0.2.9');
