import { check, Cloud, hours, plot, table } from 'desired-capacity';

const busyHours = 8; // knob busy hours of a day: 1..24

// Tasks of one vCPU and 2 GB. So many run in the busy hours, and one in all
// others. Four of them fill an m5.xlarge.
async function day(tasks: number, fargate: boolean) {
  const cloud = new Cloud();
  const cluster = cloud.ecs.cluster();
  // #region instances for the peak, all day; or none
  if (!fargate) {
    const count = Math.ceil(tasks / 4);
    cluster.launch({ count, instanceType: 'm5.xlarge' });
    await cloud.waitUntil(() => cluster.instances.length === count);
  }
  // #endregion
  cloud.ecs.service('web', {
    taskDefinition: cloud.ecs.define('web', { cpu: 1024, memory: 2048, fargate }), // prettier-ignore
    ...(fargate && { launchType: 'FARGATE' as const }),
    desiredCount: tasks,
  });
  await cloud.run(hours(busyHours));
  cloud.ecs.updateService({ service: 'web', desiredCount: 1 });
  await cloud.run(hours(24) - cloud.now);
  return cloud.meter.cost();
}
const counts = [1, 2, 4, 6, 8, 12, 16];
const rows = [];
for (const tasks of counts)
  rows.push({ tasks, ec2: await day(tasks, false), fargate: await day(tasks, true) }); // prettier-ignore

// #region the plot, the table and the checks
plot({
  title: 'A day',
  description:
    'Both lines rise with the tasks. That of Fargate is straight. That of instances climbs in stairs, above Fargate at first.',
  x: { label: 'Tasks at the peak' },
  y: { label: 'Cost', unit: 'USD' },
  series: [
    { name: 'instances for the peak', points: rows.map((r) => [r.tasks, r.ec2] as const) }, // prettier-ignore
    { name: 'Fargate', points: rows.map((r) => [r.tasks, r.fargate] as const) }, // prettier-ignore
  ],
});
const cents = (usd: number) => Math.round(100 * usd) / 100;
table('A day, in USD', rows.map(({ tasks, ec2, fargate }) => ({ 'tasks at the peak': tasks, 'instances': cents(ec2), 'Fargate': cents(fargate) }))); // prettier-ignore
check('eight busy hours of 24: Fargate is cheaper', rows.every((row) => row.fargate < row.ec2)); // prettier-ignore
const full = (4 * (0.04048 + 2 * 0.004445)) / 0.192;
check('a full m5.xlarge is slightly cheaper than its four tasks on Fargate', full > 1 && full < 1.1); // prettier-ignore
// #endregion
