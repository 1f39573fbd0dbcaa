import { check, Cloud, days, minutes } from 'desired-capacity';
import { move, NEW } from './move.starter.ts';

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
await zone.upsert({ name: 'www', ttl: days(1), values: '192.0.2.1' });
const resolvers = Array.from({ length: 50 }, () => route53.resolver());
const begin = cloud.random('begin');
const first = new Map<number, number>();
resolvers.forEach((resolver, i) =>
  cloud.process(function* () {
    for (yield begin.uniform(0, days(1)); ; yield 60)
      if (resolver.ask('www.example.com').values[0] === NEW)
        if (!first.has(i)) first.set(i, cloud.now);
  }),
);
await cloud.run(days(1));
const moving = cloud.process(() => move(zone), 'move');
await cloud.run(days(3));

const times = [...first.values()];
const spread = Math.max(...times) - Math.min(...times);
check('the move is over', moving.settled);
check('all have the new address', first.size === resolvers.length);
check('they change over within five minutes', spread <= minutes(5));
check(
  'in the end the TTL is a day again',
  route53.resolver().ask('www.example.com').ttl === days(1),
);
