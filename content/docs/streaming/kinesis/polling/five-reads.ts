import { check, Cloud, plot, seconds, table } from 'desired-capacity';

const mostReaders = 8; // knob 2..12

// So many readers poll one shard, each as often as five a second allow.
async function delay(readers: number, fanOut: boolean) {
  const cloud = new Cloud();
  const names = Array.from({ length: readers }, (_, i) => `reader ${i}`);
  const stream = cloud.kinesis.stream('clicks', { consumers: names });
  const [shard] = stream.shards;
  let [sum, count] = [0, 0];
  const seen = (records: readonly { arrival: number }[]) => {
    for (const { arrival } of records) {
      sum += cloud.now + Date.UTC(2026, 0) / 1000 - arrival;
      count += 1;
    }
  };
  // #region the producer, and the two kinds of readers
  cloud.process(function* website() {
    for (let i = 0; ; i += 1) {
      stream.putRecord('k', `click ${i}`);
      yield seconds(0.0373);
    }
  });
  for (const [i, name] of names.entries()) {
    cloud.process(function* poll() {
      const reader = stream.reader(shard!.shardId);
      yield i / 5;
      while (!fanOut) {
        seen(reader.next().records);
        yield readers / 5;
      }
    });
    cloud.process(function* pushed() {
      if (!fanOut) return;
      const pipe = stream.subscribe(name, shard!.shardId);
      while (!pipe.ended) {
        const batch = yield* pipe.next();
        if (batch) seen(batch.records);
      }
    });
  }
  // #endregion
  await cloud.run(20);
  return Math.round((1000 * sum) / count);
}

// #region a plot, a table, and the checks
const rows: {
  readers: number;
  'polling (ms)': number;
  'fan-out (ms)': number;
}[] = [];
for (let readers = 1; readers <= mostReaders; readers += 1)
  rows.push({
    readers,
    'polling (ms)': await delay(readers, false),
    'fan-out (ms)': await delay(readers, true),
  });
plot({
  title: 'From the put to the reader',
  description:
    'With polling, each further reader makes all of them slower. With enhanced fan-out the delay stays the same.',
  x: { label: 'Readers', unit: '' },
  y: { label: 'Mean delay', unit: 'ms' },
  series: (['polling (ms)', 'fan-out (ms)'] as const).map((name) => ({
    name,
    points: rows.map((row) => [row.readers, row[name]] as const),
  })),
});
table('Readers of one shard', rows);
const [one, two] = rows as [(typeof rows)[0], (typeof rows)[0]];
check(
  'a reader more costs a tenth of a second, as five reads are shared',
  Math.abs(two['polling (ms)'] - one['polling (ms)'] - 100) < 15,
);
check(
  'with fan-out it costs nothing',
  rows.every((row) => Math.abs(row['fan-out (ms)'] - 70) <= 1),
);
// #endregion
