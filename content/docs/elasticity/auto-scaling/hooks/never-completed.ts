import {
  check,
  Cloud,
  hours,
  playback,
  recordFleet,
  table,
} from 'desired-capacity';

// A launch hook whose function is broken: nobody ever completes it.
async function broken(defaultResult: 'CONTINUE' | 'ABANDON') {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 4,
    lifecycleHookSpecificationList: [
      {
        lifecycleHookName: 'set-up',
        lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatTimeout: 600,
        defaultResult,
      },
    ],
  });
  const fleet = recordFleet(cloud, web, { name: defaultResult, every: 60 });
  await cloud.run(hours(1));
  const film = fleet.scene();
  await cloud.run(hours(5));
  // #region what came of it
  const launched = web.activities.filter(({ description }) =>
    description!.startsWith('Launching'),
  ).length;
  return { 'default result': defaultResult, 'in service': web.inService.length, 'instances launched': launched, film }; // prettier-ignore
  // #endregion
}
const runs = [await broken('ABANDON'), await broken('CONTINUE')];

// #region the playback, the table and the checks
playback({
  title: 'The first hour with a broken hook',
  description:
    'Both wait for ten minutes with each instance. With ABANDON it is then terminated and another one comes, which waits again. With CONTINUE it comes into service.',
  scenes: runs.map(({ film }) => ({ scene: () => film })),
});
const rows = runs.map(({ film: _, ...row }) => row);
table('Six hours with a broken hook', rows);
const [abandon, carryOn] = rows;
check(
  'ABANDON: launched and terminated, again and again',
  abandon!['in service'] === 0 && abandon!['instances launched'] > 40,
);
check(
  'CONTINUE: in service, late and not set up',
  carryOn!['in service'] === 2 && carryOn!['instances launched'] === 2,
);
// #endregion
