import { check, Cloud, table } from 'desired-capacity';

// How many records of one size does one shard take within a second?
async function taken(bytes: number) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('events');
  const data = new Uint8Array(bytes - 1);
  let records = 0;
  cloud.process(function* producer() {
    while (true) {
      const one = { partitionKey: 'k', data };
      const { failedRecordCount } = stream.putRecords([one, one, one]);
      records += 3 - failedRecordCount;
      yield 0.001;
    }
  });
  // The first second uses up what the shard had saved.
  await cloud.run(1);
  records = 0;
  await cloud.run(2);
  return Math.round(records / 2);
}

const small = 100; // knob bytes: 100..1000 step 100
// #region four sizes, the table and the checks
const rows = [];
for (const bytes of [small, 1000, 10_000, 50_000]) {
  const records = await taken(bytes);
  const kilobytes = Math.round((records * bytes) / 1024);
  rows.push({
    bytes,
    'records a second': records,
    'KiB a second': kilobytes,
  });
}
table('What one shard takes', rows);
check(
  'small records meet 1,000 a second',
  rows[0]!['records a second'] === 1000,
);
check(
  'large ones meet 1 MiB a second',
  Math.abs(rows[3]!['KiB a second'] - 1024) < 30,
);
// #endregion
