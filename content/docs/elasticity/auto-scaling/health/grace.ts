import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// The application needs four minutes to start. Until then a monitor that
// asks it finds it dead.
async function start(grace: number) {
  // #region a group
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 4,
    healthCheckGracePeriod: grace,
  });
  // #endregion
  const up = new Map<string, number>();
  cloud.process(function* monitor() {
    while (true) {
      for (const { id } of web.inService) {
        const since = up.get(id) ?? cloud.now;
        up.set(id, since);
        if (cloud.now - since < minutes(4))
          cloud.autoscaling.setInstanceHealth({
            instanceId: id,
            healthStatus: 'Unhealthy',
          });
      }
      yield 20;
    }
  });
  // #region two hours later
  await cloud.run(hours(2));
  const ready = web.inService.filter(({ id }) => cloud.now - up.get(id)! >= minutes(4)).length; // prettier-ignore
  const launched = web.activities.filter(({ description }) => description!.startsWith('Launching')).length; // prettier-ignore
  return { 'grace period, s': grace, 'instances launched': launched, 'that work after two hours': ready }; // prettier-ignore
  // #endregion
}
const rows = [await start(0), await start(120), await start(300)];

// #region the table and the checks
table('An application that starts slowly', rows);
const [none, short, enough] = rows;
const launched = 'instances launched';
check(
  'without grace the group kills what it launches, for ever',
  none![launched] > 50 && none!['that work after two hours'] === 0,
);
check('half of what is needed is none', short!['that work after two hours'] === 0); // prettier-ignore
check(
  'with enough, nothing is replaced',
  enough![launched] === 2 && enough!['that work after two hours'] === 2,
);
// #endregion
