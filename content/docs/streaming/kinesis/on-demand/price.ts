import { check, Cloud, hours, plot, table } from 'desired-capacity';

const shards = 4; // knob 2..8

// A day: how much of what a provisioned stream could take is used?
async function day(mode: 'PROVISIONED' | 'ON_DEMAND', share: number) {
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('s', {
    mode,
    ...(mode === 'PROVISIONED' && { shardCount: shards }),
  });
  // #region a record of 25 KiB for each hour, billed as if for the whole hour
  const record = new Uint8Array(25 * 1024 - 1);
  cloud.process(function* source() {
    for (;;) {
      stream.putRecord('k', record);
      yield hours(1);
    }
  });
  await cloud.run(hours(24));
  const standing = (unit: string) => /hours/.test(unit);
  const bill = cloud.meter.bill();
  const sum = (lasting: boolean) =>
    bill
      .filter(({ unit }) => standing(unit) === lasting)
      .reduce((all, { usd }) => all + usd, 0);
  // 1 MiB/s a shard are 147,456 records of 25 KiB an hour.
  const records = share * shards * 3600 * (1024 / 25);
  return sum(true) + sum(false) * records;
  // #endregion
}
const rows: Record<'in use (%)' | 'provisioned' | 'on demand', number>[] = [];
for (const percent of [0, 10, 20, 40, 60, 80, 100]) {
  const share = percent / 100;
  rows.push({
    'in use (%)': percent,
    provisioned: Math.round(100 * (await day('PROVISIONED', share))) / 100,
    'on demand': Math.round(100 * (await day('ON_DEMAND', share))) / 100,
  });
}
// #region the plot, the table and the checks
plot({
  title: 'A day, in US dollars',
  description:
    'A provisioned stream costs nearly the same whether it is used or not. A stream on demand costs next to nothing when idle and many times as much when full.',
  x: { label: 'In use', unit: '%' },
  y: { label: 'Cost', unit: 'USD' },
  series: (['provisioned', 'on demand'] as const).map((name) => ({
    name,
    points: rows.map((row) => [row['in use (%)'], row[name]]),
  })),
});
table('A day, in US dollars', rows);
check(
  'hardly used, a stream on demand is cheaper',
  rows[0]!['on demand'] < rows[0]!.provisioned,
);
check(
  'well used, shards are cheaper',
  rows[6]!['on demand'] > 3 * rows[6]!.provisioned,
);
// #endregion
