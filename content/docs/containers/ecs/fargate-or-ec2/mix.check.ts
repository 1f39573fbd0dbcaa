import { check, Cloud, hours } from 'desired-capacity';
import { strategy } from './mix.starter.ts';

for (const desiredCount of [4, 10, 30]) {
  const cloud = new Cloud();
  const { ecs } = cloud;
  ecs.createCluster({ capacityProviders: ['FARGATE', 'FARGATE_SPOT'] });
  const taskDefinition = ecs.define('web', { fargate: true });
  const web = ecs.service('web', { taskDefinition, desiredCount, capacityProviderStrategy: strategy, availabilityZoneRebalancing: 'DISABLED' }); // prettier-ignore
  await web.until('steady');
  const onDemand = web.running.filter((task) => task.describe().capacityProviderName === 'FARGATE').length; // prettier-ignore
  const before = cloud.meter.cost();
  await cloud.run(hours(1));
  const each = 0.25 * 0.04048 + 0.5 * 0.004445;
  const share = (cloud.meter.cost() - before) / (desiredCount * each);
  const least = (4 + 0.3 * (desiredCount - 4)) / desiredCount;
  check(`${desiredCount} tasks: four are on demand`, onDemand >= 4, `${onDemand} are`); // prettier-ignore
  check(`${desiredCount} tasks: as cheap as can be`, share < least + 0.01, `${Math.round(100 * share)} % of the price on demand`); // prettier-ignore
}
