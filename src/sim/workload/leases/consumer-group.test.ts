import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, consumerGroup } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };

/** A cloud with a stream, and a producer that puts a number for each of some keys again and again. */
function open(shardCount: number, keys = 10, seconds = 300) {
  const cloud = new Cloud(still);
  const stream = cloud.kinesis.stream('clicks', { shardCount });
  cloud.process(function* producer() {
    for (let i = 0; i < seconds; i++) {
      for (let key = 0; key < keys; key++) stream.putRecord(`key-${key}`, String(i));
      yield 1;
    }
  });
  const done: { key: string; number: number; worker: string; shard: string }[] = [];
  const group = consumerGroup(cloud, stream, {
    checkpointEvery: 20,
    process({ partitionKey: key, data }, shard, worker) {
      done.push({ key, number: Number(new TextDecoder().decode(data)), worker, shard });
    },
  });
  return { cloud, stream, group, done };
}

/** How many each worker owns. */
const shares = (owners: ReadonlyMap<string, string | undefined>): number[] => {
  const counts = new Map<string, number>();
  for (const owner of owners.values()) counts.set(owner!, (counts.get(owner!) ?? 0) + 1);
  return [...counts.values()].sort();
};

test('workers share the shards out evenly, and each shard has one', async () => {
  const { cloud, group, done } = open(6);
  for (const name of ['a', 'b', 'c']) group.start(name);
  await cloud.run(200);
  expect(shares(group.owners)).toEqual([2, 2, 2]);
  // What is stolen with a lease after the last checkpoint is done twice.
  expect(new Set(done.map(({ number, key }) => `${key} ${number}`)).size).toBe(2000);
  expect(() => group.start('a')).toThrow(RangeError);
});

test('a worker that crashes is replaced after the failover time, from its last checkpoint on', async () => {
  const { cloud, group, done } = open(1);
  group.start('a');
  group.start('b');
  await cloud.run(100);
  const [owner] = [...group.owners.values()];
  group.crash(owner!);
  const before = done.length;
  await cloud.run(9);
  expect(done).toHaveLength(before);
  await cloud.run(40);
  const repeated = done.length - new Set(done.map(({ number, key }) => `${key} ${number}`)).size;
  expect(done.length).toBeGreaterThan(before);
  expect(repeated).toBeLessThanOrEqual(20);
  expect(done.at(-1)!.worker).not.toBe(owner);
});

test('a worker that stops in good order leaves its leases at once', async () => {
  const { cloud, group } = open(2);
  group.start('a');
  await cloud.run(30);
  group.stop('a');
  expect([...group.owners.values()]).toEqual([undefined, undefined]);
  expect(group.workers).toEqual([]);
});

test('any crashes, starts, splits and merges: every record is done, each key in order but for repeats', async () => {
  const step = fc.record({
    pause: fc.integer({ min: 1, max: 30 }),
    what: fc.constantFrom('crash', 'stop', 'start', 'split', 'merge'),
    which: fc.nat(7),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const { cloud, stream, group, done } = open(2, 8, 120);
      group.start('w0');
      cloud.process(function* chaos() {
        let next = 1;
        for (const { pause, what, which } of steps) {
          yield pause;
          const names = group.workers;
          if (what === 'start') group.start(`w${next++}`);
          else if (what === 'crash' || what === 'stop') {
            if (names.length > 0) group[what](names[which % names.length]!);
          } else if (stream.status === 'ACTIVE') {
            const open = stream.openShards;
            const at = which % open.length;
            if (what === 'split') void stream.splitShard(open[at]!.shardId);
            else if (at > 0) void stream.mergeShards(open[at - 1]!.shardId, open[at]!.shardId);
          }
        }
        yield 1;
        group.start('last');
      });
      await cloud.run(120 + 12 * 30 + 600);
      const seen = new Map<string, number>();
      for (const { key, number } of done) {
        const before = seen.get(key) ?? -1;
        // Nothing is left out: what comes is the next one, or one that is done again.
        expect(number).toBeLessThanOrEqual(before + 1);
        seen.set(key, Math.max(before, number));
      }
      expect([...seen.values()]).toEqual(Array.from({ length: 8 }, () => 119));
    }),
    { numRuns: 15 },
  );
}, 60_000);
