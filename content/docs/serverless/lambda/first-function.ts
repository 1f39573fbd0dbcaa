import { check, Cloud, hours, table } from 'desired-capacity';

const cloud = new Cloud();
cloud.lambda.createFunction({
  functionName: 'greet',
  memorySize: 512,
  code: () => async (event: { name: string }, context) => {
    await context.sleep(0.1); // it asks a database, say
    return `Hello, ${event.name}!`;
  },
});
const calls = 1000; // knob calls: 0..5000 step 500
for (let i = 0; i < calls; i += 1)
  await cloud.lambda.run('greet', { name: 'Ada' });
await cloud.run(hours(24) - cloud.now);

// #region the day's bill and the checks
const bill = cloud.meter.bill();
const used = (item: string) => bill.find((line) => line.item === item);
const rows = ['requests', 'duration on x86'].map((item) => ({
  item,
  quantity: Math.round((used(item)?.quantity ?? 0) * 100) / 100,
  unit: item === 'requests' ? 'requests' : 'GB-seconds',
  'USD cents': Math.round((used(item)?.usd ?? 0) * 1e4) / 100,
}));
table('The bill of a day', rows);
const worked = used('duration on x86')?.quantity ?? 0;
const held = calls * 0.102 * 0.5 + (calls > 0 ? 0.1 : 0);
check(
  'only the time in which code ran is paid for',
  Math.abs(worked - held) < 0.01,
);
check(
  'whoever is called answers',
  (await cloud.lambda.run('greet', { name: 'Bob' })).value === 'Hello, Bob!',
);
const quiet = new Cloud();
quiet.lambda.createFunction({ functionName: 'greet', code: () => () => 'Hello' }); // prettier-ignore
await quiet.run(hours(24));
check('a day without a call costs nothing', quiet.meter.cost() === 0);
// #endregion
