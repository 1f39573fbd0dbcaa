import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const spotWeight = 3; // knob weight of Spot: 0..10

// Ten tasks; at least two of them not on Spot. Each hour AWS takes back the
// capacity of one Spot task.
async function run(weight: number) {
  const cloud = new Cloud();
  const strategy = [
    { capacityProvider: 'FARGATE', base: 2, weight: 1 },
    { capacityProvider: 'FARGATE_SPOT', weight },
  ];
  const { ecs } = cloud;
  ecs.createCluster({
    capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
    defaultCapacityProviderStrategy: strategy,
  });
  const web = ecs.service('web', {
    taskDefinition: ecs.define('web', { fargate: true }),
    availabilityZoneRebalancing: 'DISABLED',
    desiredCount: 10,
  });
  // #region six hours
  await web.until('steady');
  const onSpot = () => web.running.filter((task) => task.describe().capacityProviderName === 'FARGATE_SPOT'); // prettier-ignore
  const spot = onSpot().length;
  const before = cloud.meter.cost();
  let fewest = 10;
  let reason = '–';
  for (let hour = 0; hour < 6; hour += 1) {
    await cloud.run(hours(1) - minutes(2));
    const [task] = onSpot();
    if (task) ecs.interrupt(task);
    for (let i = 0; i < 12; i += 1) {
      await cloud.run(10);
      fewest = Math.min(fewest, web.running.length);
    }
    reason = task?.stoppedReason ?? reason;
  }
  return { 'weight of Spot': weight, 'on demand': 10 - spot, 'on Spot': spot, 'fewest tasks': fewest, 'six hours, ¢': Math.round(1000 * (cloud.meter.cost() - before)) / 10, reason }; // prettier-ignore
  // #endregion
}
const without = await run(0);
const mixed = await run(spotWeight);

// #region the table and the checks
table('Ten tasks on Fargate', [without, mixed]);
const cost = 'six hours, ¢';
check('the base and a quarter of the rest are on demand', mixed['on demand'] === 4); // prettier-ignore
check('six of ten on Spot: about two fifths off', mixed[cost] < 0.62 * without[cost]); // prettier-ignore
check('a task that is taken back is replaced, and missing meanwhile', mixed['fewest tasks'] === 9); // prettier-ignore
// #endregion
