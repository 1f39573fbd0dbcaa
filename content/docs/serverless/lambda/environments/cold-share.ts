import { arrivals, check, Cloud, hours, plot } from 'desired-capacity';

const keepAlive = 600; // knob seconds that an idle one is kept: 300..900 step 300
async function shareOfCold(perHour: number) {
  const cloud = new Cloud();
  cloud.lambda.model.environments.keepAlive = keepAlive;
  cloud.lambda.createFunction({
    functionName: 'f',
    code: () => () => 'done',
  });
  let cold = 0;
  const calls = arrivals(cloud, { rate: perHour / 3600 }, async () => {
    if ((await cloud.lambda.run('f')).coldStart) cold += 1;
  });
  await cloud.run(hours(1000 / perHour));
  return (100 * cold) / calls.count;
}

// #region the plot and the checks
const rates = [1, 2, 3, 4, 6, 8, 10, 12, 16, 20, 30, 40, 60];
const measured: [number, number][] = [];
for (const rate of rates) measured.push([rate, await shareOfCold(rate)]);
const theory = rates.map(
  (rate): [number, number] => [rate, 100 * Math.exp((-rate * keepAlive) / 3600)], // prettier-ignore
);
plot({
  title: 'Calls that start cold',
  description:
    'The more calls an hour, the fewer of them start cold: most with one call an hour, hardly any with thirty. The measured shares follow the curve e to the power of minus rate times keep-alive.',
  x: { label: 'Calls an hour' },
  y: { label: 'Cold starts', unit: '%' },
  series: [
    { name: 'measured', style: 'points', points: measured },
    { name: 'e^(−λT)', points: theory },
  ],
});
const share = new Map(measured);
check('with one call an hour most start cold', share.get(1)! > 75);
check('with a call a minute hardly any', share.get(60)! < 1);
check(
  'the shares are e^(−λT)',
  measured.every(([, percent], i) => Math.abs(percent - theory[i]![1]) < 5),
);
// #endregion
