import { check, Cloud } from 'desired-capacity';
import { records } from './everybody.starter.ts';

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
for (const record of records) zone.upsert(record);
await cloud.run(60);
const from = (at: string) =>
  route53.resolver({ at }).ask('www.example.com').values.join(' and ') ||
  'nothing';
const gets = (at: string, address: string) => from(at) === address;
check(
  'Berlin and Munich get the German shop',
  gets('TXL', '192.0.2.49') && gets('MUC', '192.0.2.49'),
);
check(
  'Paris and Madrid get the European one',
  gets('CDG', '192.0.2.2') && gets('MAD', '192.0.2.2'),
);
check(
  'everybody else gets the American one',
  ['JFK', 'NRT', 'GRU', 'NBO'].every((at) => gets(at, '192.0.2.1')),
);
