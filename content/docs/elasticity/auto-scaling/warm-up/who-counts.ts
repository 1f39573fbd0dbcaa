import { check, Cloud, minutes, plot } from 'desired-capacity';

// Instances that are busy with themselves for three minutes after they
// have come into service: caches are filled, code is compiled.
async function run(warmup: number) {
  // #region a group
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 4,
    maxSize: 20,
    defaultInstanceWarmup: warmup,
  });
  // #endregion
  const born = new Map<string, number>();
  cloud.process(function* applications() {
    while (true) {
      for (const instance of web.inService) {
        const from = born.get(instance.id) ?? cloud.now;
        born.set(instance.id, from);
        const busy = cloud.now - from < minutes(3);
        if (instance.state === 'running') instance.cpu = busy ? 1 : 0.3;
      }
      yield 10;
    }
  });
  // #region four join four
  const cpu = cloud.record(web.metric('CPUUtilization'));
  await cloud.run(minutes(15));
  web.setDesiredCapacity(8);
  await cloud.run(minutes(15));
  return cpu.filter(([at]) => at > minutes(10));
  // #endregion
}
const without = await run(0);
const withIt = await run(240);
// #region the plot and the checks
plot({
  title: 'The average CPU while four instances join four',
  description:
    'Without a warm-up the average jumps when the newcomers start. With one it stays where it was.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'CPU', unit: '%' },
  series: [
    { name: 'no warm-up', style: 'step', points: without },
    { name: '240 s', style: 'step', points: withIt },
  ],
  marks: [{ x: minutes(15), label: 'four more' }],
});
const most = (points: typeof without) => Math.max(...points.map(([, value]) => value)); // prettier-ignore
check('newcomers that warm up look like load', most(without) > 55);
check('left out of the average, they do not', most(withIt) < 35);
// #endregion
