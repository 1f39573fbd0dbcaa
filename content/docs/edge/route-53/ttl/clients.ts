import { check, Cloud, hours, minutes, table } from 'desired-capacity';
import { JVM, PINNED } from 'desired-capacity/route53';

const cloud = new Cloud();
const { route53 } = cloud;
const zone = route53.zone('example.com');
await zone.upsert({ name: 'db', ttl: 5, values: '192.0.2.1' });

const resolver = route53.resolver();
const clients = {
  'keeps what the TTL says': resolver.client(),
  'Java, as it comes: 30 s': resolver.client({ cache: JVM }),
  'Java under a security manager: for ever': resolver.client({
    cache: PINNED,
  }),
};
// #region each asks every second; the address changes after ten minutes
const moved = new Map<string, number>();
let changed = Infinity;
for (const [name, client] of Object.entries(clients))
  cloud.process(function* () {
    for (; ; yield 1)
      if (client.ask('db.example.com').values[0] === '192.0.2.2')
        if (!moved.has(name)) moved.set(name, cloud.now - changed);
  });
await cloud.run(minutes(10) + 7);
changed = cloud.now + 60; // When all name servers have it.
await zone.upsert({ name: 'db', ttl: 5, values: '192.0.2.2' });
await cloud.run(hours(1));
// #endregion
const rows = Object.keys(clients).map((client) => ({
  client,
  'moves after (s)': Math.round(moved.get(client) ?? Infinity),
}));
table('A TTL of five seconds', rows);
const [honest, java, pinned] = rows.map((row) => row['moves after (s)']);
check('one that honours the TTL moves at once', honest! <= 5);
check('Java takes its own time', java! > 5 && java! <= 36);
check('a pinned client never moves', pinned === Infinity);
