import { check, Cloud, minutes } from 'desired-capacity';
import { options } from './sooner.starter.ts';

const cloud = new Cloud();
const { route53 } = cloud;
let page = 'checkout: open';
const shop = route53.endpoints.listen('192.0.2.1:80', () => ({
  status: 200,
  body: page,
}));
const health = route53.healthCheck(options);
await cloud.run(minutes(5));
check('a shop that works is healthy', health.isHealthy);

// One lost answer is no outage.
shop.condition = { kind: 'black-hole' };
await cloud.run(5);
shop.condition = { kind: 'accept' };
await cloud.run(60);
check(
  'an interruption of five seconds changes nothing',
  health.changes.length === 0,
);

shop.condition = { kind: 'black-hole' };
await cloud.run(40);
check('forty seconds after its death it is unhealthy', !health.isHealthy);
shop.condition = { kind: 'accept' };
await cloud.run(minutes(5));
page = 'we are sorry';
await cloud.run(minutes(2));
check('a page that says sorry is unhealthy too', !health.isHealthy);
