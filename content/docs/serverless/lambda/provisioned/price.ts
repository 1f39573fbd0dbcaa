import { check, Cloud, hours, plot } from 'desired-capacity';

/** The price of an hour in which one execution is busy for such a share of the time. */
async function hour(share: number, provisioned: boolean) {
  const cloud = new Cloud();
  const { lambda } = cloud;
  // #region a function whose call takes one per cent of an hour
  lambda.createFunction({
    functionName: 'f',
    memorySize: 1024,
    timeout: 60,
    code: { initDuration: 0, duration: 36, load: () => () => 'done' },
  });
  // #endregion
  await cloud.run(1);
  lambda.publishVersion({ functionName: 'f' });
  if (provisioned) {
    lambda.putProvisionedConcurrencyConfig({
      functionName: 'f',
      qualifier: '1',
      provisionedConcurrentExecutions: 1,
    });
    await cloud.run(hours(1));
  }
  const before = cloud.meter.cost();
  const until = cloud.now + hours(1);
  for (let i = 0; i < share; i += 1) await lambda.run('f:1');
  await cloud.run(until - cloud.now);
  return 100 * (cloud.meter.cost() - before);
}

// #region the plot and the checks
const onDemand: [number, number][] = [];
const provisioned: [number, number][] = [];
for (const share of [0, 5, 15, 25, 35, 45, 55, 65, 75, 85, 95]) {
  onDemand.push([share, await hour(share, false)]);
  provisioned.push([share, await hour(share, true)]);
}
plot({
  title: 'An hour of one execution with 1 GB',
  description:
    'On demand the price grows with the share of the hour in which it is busy, from nothing to six cents. Provisioned it begins at one and a half cents and grows more slowly. The lines cross at sixty per cent.',
  x: { label: 'Busy', unit: '%' },
  y: { label: 'Price of the hour', unit: 'US cents' },
  series: [
    { name: 'on demand', points: onDemand },
    { name: 'provisioned', points: provisioned },
  ],
});
const dearer = provisioned.filter(([, price], i) => price > onDemand[i]![1]);
check('provisioned costs without a call, too', provisioned[0]![1] > 1);
check('it is cheaper when it is busy for more than 60 %', dearer.at(-1)![0] === 55); // prettier-ignore
// #endregion
