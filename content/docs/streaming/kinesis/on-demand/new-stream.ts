import { check, Cloud, plot, table } from 'desired-capacity';

const keys = 1000; // knob 1 | 4 | 50 | 1000 unit partition keys

// A new stream on demand, and a burst of ten seconds. MiB a second:
async function burst(megabytes: number) {
  const cloud = new Cloud();
  const clicks = cloud.kinesis.stream('clicks', { mode: 'ON_DEMAND' });
  // #region records of 64 KiB, spread over the keys
  const data = new Uint8Array(64 * 1024 - 16);
  let [put, refused] = [0, 0];
  for (let second = 0; second < 10; second += 1) {
    for (let n = 0; n < megabytes; n += 1) {
      const batch = Array.from({ length: 16 }, () => ({
        partitionKey: `visitor ${(put++ * 7919) % keys}`,
        data,
      }));
      refused += clicks.putRecords(batch).failedRecordCount;
    }
    await cloud.run(1);
  }
  return { 'put (MiB/s)': megabytes, taken: (put - refused) / 160, refused };
  // #endregion
}
const rows: Awaited<ReturnType<typeof burst>>[] = [];
for (const megabytes of [1, 2, 3, 4, 6, 8]) rows.push(await burst(megabytes));
// #region the plot, the table and the checks
plot({
  title: 'What a new stream on demand takes',
  description:
    'Up to some three megabytes a second nearly all is taken. At four and above what is more than its capacity is refused.',
  x: { label: 'Put', unit: 'MiB/s' },
  y: { label: 'Taken', unit: 'MiB/s' },
  series: [
    {
      name: 'taken',
      points: rows.map((row) => [row['put (MiB/s)'], row.taken]),
    },
  ],
});
table(
  'What a new stream on demand takes',
  rows.map((row) => ({ ...row, taken: Math.round(row.taken * 10) / 10 })),
);
check('little is taken whole', rows[0]!.refused === 0);
check(
  'never more than 4 MiB a second at first',
  rows.every((row) => row.taken <= 4.4),
);
check('so a stream on demand refuses, too', rows[5]!.refused > 500);
// #endregion
