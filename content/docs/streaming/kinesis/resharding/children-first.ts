import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

const speed = 8; // knob 4..16 unit records a second

// Ten accounts, a booking a second each; the shard is split meanwhile.
async function outOfOrder(parentsFirst: boolean) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('bookings');
  // #region the producer, and a split after half a minute
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
  // #endregion
  // #region a reader of one shard, which counts what is out of order
  const last = new Map<string, number>();
  let [read, wrong] = [0, 0];
  function* follow(shardId: string) {
    const reader = stream.reader(shardId);
    while (!reader.ended) {
      for (const { partitionKey, data } of reader.next(speed).records) {
        const booking = Number(new TextDecoder().decode(data));
        if (booking < (last.get(partitionKey) ?? 0)) wrong += 1;
        last.set(partitionKey, booking);
        read += 1;
      }
      yield seconds(1);
    }
    done.add(shardId);
  }
  // #endregion
  const [done, begun] = [new Set<string>(), new Set<string>()];
  cloud.process(function* consumer() {
    while (true) {
      for (const { shardId, parents } of stream.shards) {
        const ready = !parentsFirst || parents.every((id) => done.has(id));
        if (begun.has(shardId) || !ready) continue;
        begun.add(shardId);
        cloud.process(() => follow(shardId));
      }
      yield seconds(1);
    }
  });
  await cloud.run(minutes(10));
  return { read, 'out of order': wrong };
}

// #region two ways to read, the table and the checks
const all = await outOfOrder(false);
const first = await outOfOrder(true);
table('1,200 bookings', [
  { reads: 'all shards at once', ...all },
  { reads: 'parents first', ...first },
]);
check('all at once overtakes', all['out of order'] > 0);
check('parents first keeps the order', first['out of order'] === 0);
check('both read everything', all.read === 1200 && first.read === 1200);
// #endregion
