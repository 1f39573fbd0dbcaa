import { check, Cloud, seconds, table } from 'desired-capacity';

const readers = 3; // knob 1..6

// A shard takes in 900 KiB a second. Some readers poll it once a second.
const cloud = new Cloud();
const stream = cloud.kinesis.stream('images');
// #region the camera, and what each reader gets
const data = new Uint8Array(30 * 1024 - 1);
let put = 0;
cloud.process(function* camera() {
  while (true) {
    for (let i = 0; i < 30; i += 1) stream.putRecord('camera', data);
    put += 30;
    yield seconds(1);
  }
});

const rows = Array.from({ length: readers }, (_, i) => ({
  reader: i + 1,
  read: 0,
  refused: 0,
}));
// #endregion
for (const [i, row] of rows.entries()) {
  cloud.process(function* poll() {
    const reader = stream.reader(stream.shards[0]!.shardId);
    yield 0.3 + i / 10;
    while (true) {
      try {
        row.read += reader.next().records.length;
      } catch {
        row.refused += 1;
      }
      yield seconds(1);
    }
  });
}
await cloud.run(60);

// #region the table and the checks
table(
  'A minute at one shard',
  rows.map((row) => ({ ...row, 'not yet read': put - row.read })),
);
const all = rows.reduce((sum, { read }) => sum + read, 0);
check(
  'all readers together get 2 MiB a second at most',
  (all * 30) / 1024 <= 2 * 61,
);
check(
  'three readers are more than one shard feeds',
  rows.some(({ refused }) => refused > 10),
);
// #endregion
