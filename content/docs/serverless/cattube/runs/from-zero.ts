import { check, plot } from 'desired-capacity';
import type { Point } from 'desired-capacity';
import { aDay, BEGIN, type Ground } from './day.ts';
import { queue } from './queue.ts';

// #region a day of the queue, with two counters
let fleet: Point[] = [];
let waiting: Point[] = [];
let received = 0;
function counted(ground: Ground) {
  const site = queue({
    ...ground,
    done: (job, key) => {
      if (job === 'convert') received += 1;
      ground.done(job, key);
    },
  });
  const { autoscaling, sqs } = ground.cloud;
  const group = autoscaling.group('workers');
  fleet = ground.cloud.record(() => group.inService.length, { every: 60 });
  const jobs = sqs.createQueue('jobs', { visibilityTimeout: 300 });
  waiting = ground.cloud.record(() => jobs.approximateNumberOfMessages, {
    every: 60,
  });
  return site;
}
// #endregion
const day = await aDay(counted, ['converter', 'viral']);
// #region the plot and the checks
plot({
  title: 'Workers, and videos that wait for them',
  description:
    'No worker before ten. One or two come and go by day. After the outage at noon and in the viral hour the videos that wait call for more, and in the evening none is left.',
  x: { label: 'Hour of the day', unit: 'h' },
  y: { label: 'Workers and videos' },
  series: Object.entries({
    'workers in service': fleet,
    'videos waiting': waiting,
  }).map(([name, list]) => ({
    name,
    style: 'step' as const,
    points: list.map(([t, n]) => [BEGIN + t / 3600, n] as const),
  })),
});
const between = (from: number, to: number) =>
  fleet
    .filter(([t]) => t >= (from - BEGIN) * 3600 && t < (to - BEGIN) * 3600)
    .map(([, n]) => n);
check(
  'no worker runs before the first video',
  Math.max(...between(9, 10)) === 0,
);
check('the backlog calls for them', Math.max(...between(17, 18)) === 6);
check('when the work is done they are terminated', fleet.at(-1)![1] === 0);
check(
  'every video is sent to the queue, and taken from it',
  received === day.uploads().length,
);
check('no visitor waits for a worker', day.answered() < 1);
// #endregion
