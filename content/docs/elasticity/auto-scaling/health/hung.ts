import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// Three instances with an application. After ten minutes one of the
// applications hangs; its system is well. Who finds out?
async function hung(agent: boolean) {
  // #region a group with an application
  const cloud = new Cloud();
  cloud.ec2.application({ port: 80, serviceTime: 0.05 });
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 3,
    maxSize: 6,
    healthCheckGracePeriod: 60,
  });
  await cloud.run(minutes(10));
  // #endregion
  const victim = cloud.ec2.instance(web.inService[0]!.id);
  victim.host!.hang();
  const from = cloud.now;
  // Somebody outside asks each application, twice a minute.
  // #region an agent that asks each application
  if (agent)
    cloud.process(function* check() {
      const failed = new Map<string, number>();
      while (true) {
        for (const { id } of web.inService) {
          const ok = cloud.ec2.instance(id).host?.ailment !== 'hung';
          failed.set(id, ok ? 0 : (failed.get(id) ?? 0) + 1);
          if (failed.get(id) === 2)
            cloud.autoscaling.setInstanceHealth({
              instanceId: id,
              healthStatus: 'Unhealthy',
            });
          // #endregion
        }
        yield 30;
      }
    });
  // #region until it is gone
  let gone = 0;
  while (cloud.now < from + hours(6) && gone === 0) {
    await cloud.run(30);
    if (!web.inService.some(({ id }) => id === victim.id)) gone = cloud.now;
  }
  // #endregion
  return { 'who looks': agent ? 'EC2, and an agent of ours' : 'EC2 alone', 'minutes until it leaves service': gone ? Math.round((gone - from) / 60) : 'never, in six hours' }; // prettier-ignore
}
const alone = await hung(false);
const helped = await hung(true);

// #region the table and the checks
table('An application that hangs', [alone, helped]);
const until = 'minutes until it leaves service';
check(
  'the checks of EC2 see the machine, not the application',
  typeof alone[until] === 'string',
);
check(
  'whoever asks the application can tell the group',
  Number(helped[until]) <= 3,
);
// #endregion
