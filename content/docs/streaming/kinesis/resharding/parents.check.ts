import {
  check,
  Cloud,
  hours,
  minutes,
  seconds,
  table,
} from 'desired-capacity';
import { mayBegin } from './parents.starter.ts';

/** Reads for an hour, eight records a second of each shard. */
async function read(cloud: Cloud, name: string) {
  const stream = cloud.kinesis.stream(name);
  const latest = new Map<string, number>();
  const [begun, done] = [new Set<string>(), new Set<string>()];
  const row = { read: 0, 'out of order': 0 };
  function* follow(shardId: string) {
    const reader = stream.reader(shardId);
    while (!reader.ended) {
      for (const { partitionKey, data } of reader.next(8).records) {
        const booking = Number(new TextDecoder().decode(data));
        if (booking < (latest.get(partitionKey) ?? 0))
          row['out of order'] += 1;
        latest.set(partitionKey, booking);
        row.read += 1;
      }
      yield seconds(1);
    }
    done.add(shardId);
  }
  cloud.process(function* consumer() {
    while (true) {
      for (const shard of stream.shards) {
        if (begun.has(shard.shardId)) continue;
        if (!mayBegin(shard, stream.shards, done)) continue;
        begun.add(shard.shardId);
        cloud.process(() => follow(shard.shardId));
      }
      yield seconds(1);
    }
  });
  await cloud.run(hours(1));
  return row;
}

/** Ten accounts, a booking a second each, and a split after half a minute. */
async function bookings(wait: number) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('bookings');
  cloud.process(function* bank() {
    for (let second = 0; second < 120; second += 1) {
      for (let account = 0; account < 10; account += 1)
        stream.putRecord(`account ${account}`, String(second));
      yield seconds(1);
    }
  });
  cloud.process(function* operator() {
    yield seconds(30);
    void stream.splitShard(stream.shards[0]!.shardId);
  });
  if (wait > 0) {
    // A day later the parent has expired, and bookings go on.
    await cloud.run(wait);
    stream.putRecord('account 1', '1000');
  } else await cloud.run(minutes(1));
  return read(cloud, 'bookings');
}

const now = await bookings(0);
const later = await bookings(hours(25));
table('Ten accounts and a split', [
  { reader: 'at work', ...now },
  { reader: 'new, a day later', ...later },
]);
check('everything is read', now.read === 1200);
check('each account keeps its order', now['out of order'] === 0);
check('a reader that comes a day later waits for nobody', later.read === 1);
