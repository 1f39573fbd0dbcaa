import { check, Cloud, seconds, table } from 'desired-capacity';
import { ways } from './ways.starter.ts';

const cloud = new Cloud();
const fast = Object.keys(ways).filter((name) => ways[name]!.fanOut);
const payments = cloud.kinesis.stream('payments', { consumers: fast });
const [shard] = payments.shards;
const epoch = Date.UTC(2026, 0) / 1000;
cloud.process(function* bank() {
  while (true) {
    payments.putRecord('bank', 'a payment');
    yield seconds(0.31);
  }
});

const rows = Object.entries(ways).map(([name, way]) => {
  const row = { name, slowest: 0, read: 0, refused: 0 };
  const seen = (records: readonly { arrival: number }[]) => {
    for (const { arrival } of records)
      row.slowest = Math.max(row.slowest, epoch + cloud.now - arrival);
    row.read += records.length;
  };
  cloud.process(function* polled() {
    if (way.fanOut) return;
    const reader = payments.reader(shard!.shardId);
    while (true) {
      try {
        seen(reader.next().records);
      } catch {
        row.refused += 1;
      }
      yield Math.max(0.05, way.every);
    }
  });
  cloud.process(function* pushed() {
    if (!way.fanOut) return;
    const pipe = payments.subscribe(name, shard!.shardId);
    while (!pipe.ended) {
      const batch = yield* pipe.next();
      if (batch) seen(batch.records);
    }
  });
  return row;
});
await cloud.run(120);

table(
  'Two minutes of payments',
  rows.map(({ slowest, name, ...row }) => ({
    reader: name,
    ...row,
    'slowest (s)': slowest.toFixed(2),
  })),
);
check(
  'fraud has each payment within 0.2 s',
  rows[0]!.read > 350 && rows[0]!.slowest <= 0.2,
);
check(
  'everybody has each payment within half a minute',
  rows.every(({ read, slowest }) => read > 280 && slowest <= 30),
);
check(
  'once they run, nobody is refused',
  rows.every(({ refused }) => refused <= 1),
);
check('one consumer at most costs extra', fast.length <= 1);
