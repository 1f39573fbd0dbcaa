import { check, Cloud, hours, minutes, plot } from 'desired-capacity';
import { createSchedule } from './schedule.ts';

const window = 30; // knob 1..90 unit minutes

// A thousand customers, each with a report at two o'clock at night.
async function night(flexible: boolean) {
  const cloud = new Cloud();
  const flexibleTimeWindow = flexible
    ? { mode: 'FLEXIBLE' as const, maximumWindowInMinutes: window }
    : { mode: 'OFF' as const };
  const queues = Array.from({ length: 1000 }, (_, i) =>
    createSchedule(cloud, `report-${i}`, 'at(2026-01-01T02:00:00)', {
      flexibleTimeWindow,
    }),
  );
  // #region how many have begun, minute by minute
  await cloud.run(hours(2) - 1);
  const points: [number, number][] = [[0, 0]];
  for (let minute = 1; minute <= 100; minute += 1) {
    await cloud.run(minutes(1));
    const begun = queues.map((queue) => queue.approximateNumberOfMessages);
    points.push([minute, begun.reduce((sum, one) => sum + one, 0)]);
  }
  return points;
  // #endregion
}

const sharp = await night(false);
const spread = await night(true);
// #region the plot and the checks
plot({
  title: 'Reports that have begun',
  description:
    'Without a window all reports begin in the first minute. With one the line rises evenly, until its end.',
  x: { label: 'Minutes after two o’clock' },
  y: { label: 'Reports' },
  series: [
    { name: 'sharp', style: 'step', points: sharp },
    { name: 'flexible window', style: 'step', points: spread },
  ],
});
const peak = (points: [number, number][]) =>
  Math.max(...points.slice(1).map(([, sum], i) => sum - points[i]![1]));
check('without a window all begin at once', peak(sharp) === 1000);
check(
  'with half an hour, fewer than sixty begin in any minute',
  peak(spread) < 60,
);
const end = spread.find(([, sum]) => sum === 1000)?.[0];
check('none begins after its window', end !== undefined && end <= window + 1);
// #endregion
