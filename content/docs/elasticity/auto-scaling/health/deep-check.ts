import { check, Cloud, minutes, plot, table } from 'desired-capacity';

type Check = 'shallow' | 'deep';

// Twenty instances that all need one database. It fails for half an hour.
// A shallow check asks whether an instance answers; a deep one asks it for
// something out of the database.
async function outage(kind: Check) {
  // #region a group of twenty, all in service
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 20,
    maxSize: 30,
    healthCheckGracePeriod: 120,
  });
  await cloud.run(minutes(10));
  // #endregion
  const database = () => cloud.now < minutes(20) || cloud.now > minutes(50);
  cloud.process(function* monitor() {
    while (true) {
      for (const { id } of web.inService)
        if (kind === 'deep' && !database())
          cloud.autoscaling.setInstanceHealth({
            instanceId: id,
            healthStatus: 'Unhealthy',
          });
      yield 30;
    }
  });
  // #region the size, and what was launched
  const size = cloud.record(() => web.inService.length, { every: 20 });
  await cloud.run(minutes(70));
  const launched = web.activities.filter(({ description }) => description!.startsWith('Launching')).length; // prettier-ignore
  return { check: kind, size, 'instances launched': launched, 'in service at worst': Math.min(...size.slice(3).map(([, n]) => n)) }; // prettier-ignore
  // #endregion
}
const shallow = await outage('shallow');
const deep = await outage('deep');
// #region the plot, the table and the checks
plot({
  title: 'The fleet while its database is down',
  description:
    'With the shallow check all twenty stay in service. With the deep one all of them go, and each generation of replacements after them.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances in service' },
  series: [shallow, deep].map((one) => ({
    name: `${one.check} check`,
    style: 'step' as const,
    points: one.size,
  })),
  marks: [
    { x: minutes(20), label: 'database down' },
    { x: minutes(50), label: 'back' },
  ],
});
table('Half an hour without a database', [shallow, deep].map(({ size: _, ...row }) => row)); // prettier-ignore
check('a shallow check leaves the fleet alone', shallow['instances launched'] === 20); // prettier-ignore
check('a deep one kills the fleet for the fault of another', deep['in service at worst'] === 0); // prettier-ignore
check('again and again', deep['instances launched'] > 100);
// #endregion
