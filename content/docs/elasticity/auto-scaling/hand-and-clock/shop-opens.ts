import { check, Cloud, days, hours, plot, table } from 'desired-capacity';

const early = 15; // knob minutes early: 0..45 step 15

// At nine the shop opens: from 50 to 1,000 requests a second at once.
async function week(clock: boolean) {
  // #region a group
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 30,
    defaultInstanceWarmup: 180,
  });
  // #endregion
  web.trackCpu(50);
  if (clock) {
    const group = { autoScalingGroupName: 'web' };
    cloud.autoscaling.putScheduledUpdateGroupAction({
      ...group,
      scheduledActionName: 'open',
      recurrence: `${(60 - early) % 60} ${early > 0 ? 8 : 9} * * *`,
      minSize: 20,
    });
    cloud.autoscaling.putScheduledUpdateGroupAction({ ...group, scheduledActionName: 'quiet', recurrence: '0 10 * * *', minSize: 2 }); // prettier-ignore
  }
  const open = (t: number) => t % days(1) >= hours(9) && t % days(1) < hours(18); // prettier-ignore
  // #region two days of the shop
  await cloud.run(300);
  const rate = () => (open(cloud.now) ? 1000 : 50);
  const load = web.load(rate, { capacity: 100 });
  const size = cloud.record(() => web.inService.length, { every: 300 });
  await cloud.run(days(2) - 300);
  return { size, lost: Math.round(load.lost) };
  // #endregion
}
const reactive = await week(false);
const planned = await week(true);

// #region the plot, the table and the checks
plot({
  title: 'The morning of the second day',
  description:
    'One fleet jumps before nine and is there when the load comes. The other climbs in strides from nine on.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: [
    { name: 'target tracking alone', style: 'step', points: reactive.size.slice(383, 443) }, // prettier-ignore
    { name: 'and a schedule', style: 'step', points: planned.size.slice(383, 443) }, // prettier-ignore
  ],
  marks: [{ x: days(1) + hours(9), label: 'nine' }],
});
table('Two mornings', [
  { policy: 'target tracking alone', 'requests lost': reactive.lost },
  { policy: 'and a schedule', 'requests lost': planned.lost },
]);
check('a policy alone is late by definition', reactive.lost > 100_000);
check('a schedule is there before the load', planned.lost === 0);
check(
  'and the policy takes the fleet down again in the evening',
  planned.size.at(-1)![1] <= 3,
);
// #endregion
