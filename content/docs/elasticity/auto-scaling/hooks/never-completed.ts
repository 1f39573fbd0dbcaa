import { check, Cloud, hours, table } from 'desired-capacity';

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
  await cloud.run(hours(6));
  const launched = web.activities.filter(({ description }) =>
    description!.startsWith('Launching'),
  ).length;
  return { 'default result': defaultResult, 'in service': web.inService.length, 'instances launched': launched }; // prettier-ignore
}
const rows = [await broken('ABANDON'), await broken('CONTINUE')];

// #region the table and the checks
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
