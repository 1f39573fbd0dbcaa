import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// Eight workers, each with a job of two hours. After an hour the group is
// to shrink to two.
async function shrink(protect: boolean) {
  // #region a group of eight
  const cloud = new Cloud();
  const fleet = cloud.autoscaling.createGroup('workers', {
    minSize: 2,
    maxSize: 8,
    desiredCapacity: 8,
  });
  await cloud.run(minutes(5));
  const group = { autoScalingGroupName: 'workers' };
  let done = 0;
  // #endregion
  for (const instance of fleet.inService) {
    const instanceIds = [instance.id];
    cloud.process(function* worker() {
      if (protect)
        cloud.autoscaling.setInstanceProtection({ ...group, instanceIds, protectedFromScaleIn: true }); // prettier-ignore
      // #region two hours of work, unless it is terminated
      const end = cloud.now + hours(2);
      while (cloud.now < end) {
        yield 60;
        if (cloud.ec2.instance(instance.id).state !== 'running') return;
      }
      // #endregion
      done += 1;
      if (protect)
        cloud.autoscaling.setInstanceProtection({ ...group, instanceIds, protectedFromScaleIn: false }); // prettier-ignore
    });
  }
  // #region shrink, and see
  await cloud.run(hours(1));
  fleet.setDesiredCapacity(2);
  await cloud.run(minutes(5));
  const soon = fleet.inService.length;
  await cloud.run(hours(2));
  const [why] = fleet.activities.filter(({ statusCode }) => statusCode === 'Cancelled'); // prettier-ignore
  return { protect, soon, later: fleet.inService.length, done, why: why?.statusMessage }; // prettier-ignore
  // #endregion
}
const bare = await shrink(false);
const shielded = await shrink(true);

// #region the table and the checks
table(
  'Eight long jobs',
  [bare, shielded].map((row) => ({
    'workers protect themselves': row.protect ? 'while they work' : 'no',
    'in service soon after': row.soon,
    'two hours later': row.later,
    'jobs done': row.done,
  })),
);
console.log(shielded.why);
check('without protection, six jobs are lost', bare.done === 2);
check('with it, none is', shielded.done === 8);
check('the group shrinks as they finish', shielded.soon === 8 && shielded.later === 2); // prettier-ignore
// #endregion
