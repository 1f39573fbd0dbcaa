import { check, Cloud, plot, table } from 'desired-capacity';

const perSecond = 600; // knob starts per second: 100..2000 step 100

async function started(type: 'STANDARD' | 'EXPRESS') {
  // #region a machine of one state, of this type
  const cloud = new Cloud();
  const machine = cloud.sfn.machine(
    'm',
    { StartAt: 'Done', States: { Done: { Type: 'Succeed' } } },
    { type },
  );
  // #endregion
  const points: [second: number, started: number][] = [];
  for (let second = 0; second < 12; second += 1) {
    let count = 0;
    for (let i = 0; i < perSecond; i += 1) {
      try {
        machine.start();
        count += 1;
      } catch {
        // ThrottlingException: the client would have to try again.
      }
      await cloud.run(1 / perSecond);
    }
    points.push([second, count]);
  }
  return points;
}
// #region both, the plot, the table and the checks
const standard = await started('STANDARD');
const express = await started('EXPRESS');
plot({
  title: 'Executions started in each second',
  description:
    'Express takes all starts. Standard takes all for some seconds, until its bucket is empty, and then only what flows back.',
  x: { label: 'Seconds' },
  y: { label: 'Started' },
  series: [
    { name: 'Standard', points: standard },
    { name: 'Express', points: express },
  ],
});
const sum = (points: [number, number][]) =>
  points.reduce((all, [, count]) => all + count, 0);
table('Twelve seconds', [
  {
    type: 'Standard',
    started: sum(standard),
    refused: 12 * perSecond - sum(standard),
  },
  {
    type: 'Express',
    started: sum(express),
    refused: 12 * perSecond - sum(express),
  },
]);
check(
  'a bucket of 1,300 that fills by 300 a second',
  Math.abs(sum(standard) - 1300 - 12 * 300) <= 2,
);
check('in the end 300 a second', standard.at(-1)![1] === 300);
check('Express takes them all', sum(express) === 12 * perSecond);
// #endregion
