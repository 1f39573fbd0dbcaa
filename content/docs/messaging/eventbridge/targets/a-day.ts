import { check, Cloud, days, hours, plot } from 'desired-capacity';
import { createRule, put } from '../rule.ts';
import { attemptsOf, outage } from './outage.ts';

const down = hours(30); // knob the target is down: 1..36
const cloud = new Cloud({ traceLimit: 1000 });
const queue = createRule(cloud, 'orders', { source: ['shop'] });
outage(cloud, queue, down);

put(cloud, 'shop', 'Order placed', { order: 7 });
await cloud.run(days(2));

// #region the plot and the checks
const attempts = attemptsOf(cloud, queue);
const arrived = queue.approximateNumberOfMessages === 1;
plot({
  title: 'Attempts to deliver one event',
  description:
    'The attempts come quickly at first. Then the line rises evenly, until the target is back or the event is given up.',
  x: { label: 'Time since the event', unit: 's' },
  y: { label: 'Attempts so far' },
  series: [
    {
      name: 'attempts',
      style: 'step',
      points: attempts.map((at, i) => [at, i + 1] as const),
    },
  ],
  marks: [
    { x: down, label: 'the target is back' },
    { x: days(1), label: '24 hours' },
  ],
});
const waits = attempts.slice(1).map((at, i) => at - attempts[i]!);
check(
  'the delays double at first, up to about eight minutes',
  waits.slice(0, 5).join() === '1,2,4,8,16' && Math.max(...waits) < 500,
);
check('after 185 retries there is no other', attempts.length === 186);
check('all of them lie within 24 hours', attempts.at(-1)! < days(1) + 1);
check('without a dead-letter queue the event is lost', !arrived);
// #endregion
