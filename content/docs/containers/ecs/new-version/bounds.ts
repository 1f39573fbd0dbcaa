import {
  check,
  Cloud,
  playback,
  plot,
  recordThings,
  table,
} from 'desired-capacity';

const minimum = 100; // knob minimum healthy percent: 0..100 step 25
const maximum = 200; // knob maximum percent: 100..200 step 25

// Four tasks are replaced by four of a new version, on Fargate.
async function deploy(minimumHealthyPercent: number, maximumPercent: number) {
  const cloud = new Cloud();
  const define = (image: string) =>
    cloud.ecs.define('shop', { image, fargate: true });
  const shop = cloud.ecs.service('shop', {
    taskDefinition: define('shop:1'),
    launchType: 'FARGATE',
    desiredCount: 4,
    deploymentConfiguration: { minimumHealthyPercent, maximumPercent },
    availabilityZoneRebalancing: 'DISABLED',
  });
  await shop.until('steady');
  // #region what runs meanwhile
  const film = recordThings(
    cloud,
    () =>
      shop.tasks.map((task) => ({
        id: task.id,
        state: shop.healthy.includes(task) ? 'healthy' : task.lastStatus,
      })),
    {
      name: `${minimumHealthyPercent} % / ${maximumPercent} %`,
      states: {
        PROVISIONING: 'comes',
        PENDING: 'comes',
        ACTIVATING: 'comes',
        RUNNING: 'warms',
        healthy: 'serves',
        DEACTIVATING: 'leaves',
        STOPPING: 'leaves',
        DEPROVISIONING: 'leaves',
        STOPPED: 'leaves',
      },
    },
  );
  const start = cloud.now;
  const healthy = cloud.record(() => shop.healthy.length, { every: 5 });
  const there = cloud.record(
    () => shop.tasks.filter((t) => t.desiredStatus === 'RUNNING').length,
    { every: 5 },
  );
  const { arn } = define('shop:2');
  cloud.ecs.updateService({ service: 'shop', taskDefinition: arn });
  await cloud.run(600);
  const { finishedAt, createdAt } = shop.primary;
  const counts = (points: typeof healthy) => points.map(([, n]) => n);
  return {
    'minimum / maximum': `${minimumHealthyPercent} % / ${maximumPercent} %`,
    'fewest healthy': Math.min(...counts(healthy)),
    'most tasks': Math.max(...counts(there)),
    seconds: finishedAt ? Math.round((finishedAt.getTime() - createdAt.getTime()) / 1000) : Infinity, // prettier-ignore
    healthy: healthy.map(([x, y]) => [x - start, y] as const),
    film,
  };
  // #endregion
}
const yours = await deploy(minimum, maximum);
const half = await deploy(50, 100);
const step = await deploy(100, 125);

// #region the playback, the plot, the table and the checks
playback({
  title: 'Four tasks become four of a new version',
  description:
    'With 100 % and 200 % four new tasks come while the four old ones serve on. With 50 % and 100 % two old ones leave before two new ones come, twice.',
  scenes: [yours.film, half.film],
});
plot({
  title: 'Healthy tasks',
  description:
    'With 100 and 200 the count of healthy tasks never falls. With 50 and 100 it falls to two, twice.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Tasks' },
  series: [
    { name: 'yours', style: 'step', points: yours.healthy },
    { name: '50 % / 100 %', style: 'step', points: half.healthy },
    { name: '100 % / 125 %', style: 'step', points: step.healthy },
  ],
});
const row = ({ healthy: _, film: __, ...cells }: typeof yours) => cells;
table('One deployment, three settings', [row(yours), row(half), row(step)]);
check('by default four stay healthy, and eight are there at once', yours['fewest healthy'] === 4 && yours['most tasks'] === 8); // prettier-ignore
check('50 % and 100 % need no room: two of four are gone meanwhile', half['fewest healthy'] === 2 && half['most tasks'] === 4); // prettier-ignore
check('100 % and 125 % replace one after another', step['most tasks'] === 5 && step.seconds > yours.seconds); // prettier-ignore
// #endregion
