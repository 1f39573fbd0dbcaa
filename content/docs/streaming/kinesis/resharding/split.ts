import {
  check,
  Cloud,
  playback,
  recordThings,
  seconds,
  table,
} from 'desired-capacity';

const perSecond = 1500; // knob 800..2000 step 100 unit records

// A shard that gets so many records a second, and takes 1,000.
const cloud = new Cloud();
const stream = cloud.kinesis.stream('clicks');
// #region a minute of clicks, and what is refused in each half of it
const perHalf: { half: number; put: number; refused: number }[] = [];
cloud.process(function* website() {
  for (let tick = 0; tick < 600; tick += 1) {
    const half = Math.floor(tick / 300) + 1;
    const row = (perHalf[half - 1] ??= { half, put: 0, refused: 0 });
    const { failedRecordCount } = stream.putRecords(
      Array.from({ length: perSecond / 10 }, (_, i) => ({
        partitionKey: `customer ${(tick * 200 + i) % 211}`,
        data: 'a click',
      })),
    );
    row.put += perSecond / 10;
    row.refused += failedRecordCount;
    yield seconds(0.1);
  }
});
// #endregion

// #region what is filmed: each shard, and what it takes in a second
const before = new Map<string, number>();
const film = recordThings(
  cloud,
  () =>
    stream.shards.map(({ shardId, open, records }) => {
      const load = records - (before.get(shardId) ?? 0);
      before.set(shardId, records);
      return { id: shardId, state: open ? 'OPEN' : 'CLOSED', load };
    }),
  {
    every: 1,
    look: 1,
    states: { CLOSED: 'rests' },
    load: { name: 'records a second', full: 1000 },
  },
);
// #endregion
cloud.process(function* operator() {
  // The split takes half a minute in the simulator.
  yield seconds(0);
  yield* stream.splitShard(stream.shards[0]!.shardId);
});
await cloud.run(61);

// #region the playback, the tables and the checks
playback({
  title: 'One shard becomes two',
  description:
    'One shard is full for half a minute. Then it rests, and two others share what comes, neither of them full.',
  scenes: film,
});
table(
  'Before and after the split',
  perHalf.map(({ half, ...row }) => ({ 'half a minute': half, ...row })),
);
table(
  'The shards afterwards',
  stream.shards.map(({ shardId, open, parents, records }) => ({
    shard: shardId.slice(-2),
    open,
    'came from': parents.map((id) => id.slice(-2)).join(', '),
    records,
  })),
);
check(
  'one shard refuses a third of 1,500 a second',
  perHalf[0]!.refused > 13_000,
);
check('two take all of it', perHalf[1]!.refused === 0);
check('the parent is closed, and keeps its records', closed());
function closed() {
  const [parent] = stream.shards;
  return !parent!.open && parent!.records > 30_000;
}
// #endregion
