import { check, Cloud, hours, table } from 'desired-capacity';

const tasks = 4; // knob 1..8

// A day of an application, with few records and with many.
async function day(perMinute: number, parallelism: number) {
  const cloud = new Cloud();
  cloud.kinesisanalyticsv2.model.poll = 60;
  const lines = cloud.kinesis.stream('lines');
  const app = cloud.kinesisanalyticsv2.application('a', {
    parallelism,
    autoScaling: false,
    program: (env) => env.fromSource(lines).sinkTo(() => {}),
  });
  // #region the records, and the line of the bill
  cloud.process(function* source() {
    for (;;) {
      for (let n = 0; n < perMinute; n += 1) lines.putRecord('a', '1');
      yield 60;
    }
  });
  await cloud.run(hours(24));
  const bill = cloud.meter.bill();
  const hoursLine = bill.find(({ unit }) => unit === 'KPU hours')!;
  return {
    'records a minute': perMinute,
    KPUs: app.kpus,
    'KPU hours': Math.round(hoursLine.quantity),
    USD: Math.round(hoursLine.usd * 100) / 100,
  };
  // #endregion
}
const rows = [await day(1, 1), await day(60, 1), await day(1, tasks)];
// #region the table and the checks
table('A day of an application', rows);
check('sixty times the records cost the same', rows[0]!.USD === rows[1]!.USD);
check(
  'each application has one KPU more on its bill',
  rows[0]!['KPU hours'] === 48 && rows[2]!['KPU hours'] === 24 * (tasks + 1),
);
// #endregion
