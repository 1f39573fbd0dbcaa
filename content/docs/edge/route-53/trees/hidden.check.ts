import { check, Cloud, minutes } from 'desired-capacity';
import { aliases } from './hidden.starter.ts';

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
const servers = ['east', 'east', 'west', 'west'].map((name, i) => {
  const address = `192.0.2.${i}`;
  const server = route53.endpoints.listen(`${address}:80`, () => ({
    status: 200,
  }));
  const { id } = route53.healthCheck({ ipAddress: address });
  const weighted = { name, ttl: 60, values: address, weight: 1 };
  zone.upsert({ ...weighted, setIdentifier: address, healthCheckId: id });
  return server;
});
for (const alias of aliases) zone.upsert(alias);
await cloud.run(minutes(5));

const answers = (at: string) => {
  const found = Array.from({ length: 30 }, () => {
    const { values } = route53.resolver({ at }).ask('www.example.com');
    return Number(values[0]!.at(-1));
  });
  return new Set(found);
};
const only = (found: Set<number>, ...servers: number[]) =>
  [...found].every((server) => servers.includes(server));
check(
  'each side is served by its own Region',
  only(answers('JFK'), 0, 1) && only(answers('SEA'), 2, 3),
);
for (const server of servers.slice(0, 2))
  server.condition = { kind: 'refuse' };
await cloud.run(minutes(5));
check('when the east is dead, the west answers', only(answers('JFK'), 2, 3));
for (const server of servers.slice(0, 2))
  server.condition = { kind: 'accept' };
for (const server of servers.slice(2)) server.condition = { kind: 'refuse' };
await cloud.run(minutes(5));
check('when the west is dead, the east answers', only(answers('SEA'), 0, 1));
