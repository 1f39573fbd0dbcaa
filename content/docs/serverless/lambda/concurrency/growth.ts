import { check, Cloud, plot } from 'desired-capacity';

const cloud = new Cloud();
cloud.lambda.model.concurrentExecutions = 5000;
cloud.lambda.model.requestBurst = 100;
cloud.lambda.createFunction({
  functionName: 'f',
  timeout: 300,
  code: { initDuration: 0, duration: 120, load: () => () => 'done' },
});
const people = 3000; // knob calls that come at once: 500..4000 step 500
const insist = async () => {
  for (;;) {
    try {
      await cloud.lambda.run('f');
      return;
    } catch {
      await cloud.sleep(1); // refused: and again
    }
  }
};
for (let i = 0; i < people; i += 1) cloud.process(insist);
// #region the environments in each second, the plot and the checks
const points: [number, number][] = [];
for (let second = 0; second <= 30; second += 1) {
  await cloud.run(second === 0 ? 0.01 : 1);
  points.push([second, cloud.lambda.environments('f').made]);
}

plot({
  title: 'Environments of one function',
  description:
    'A thousand environments are there at once. From then on there are a hundred more in each second, until all callers have one.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Environments made' },
  series: [{ name: 'environments', style: 'step', points }],
});
const at = new Map(points);
check('a thousand start at once', at.get(0)! <= 1001 && at.get(0)! >= Math.min(people, 1000)); // prettier-ignore
check(
  'from then on a hundred a second',
  people < 2000 || Math.abs(at.get(10)! - 2000) <= 100,
);
check('3,000 are there after 20 seconds', people !== 3000 || at.get(21) === 3000); // prettier-ignore
// #endregion
