import { check, Cloud, minutes } from 'desired-capacity';
import { deploymentBounds } from 'desired-capacity/ecs';

const desiredCount = 3; // knob tasks: 1..8

// 125 % sounds like room for one more. Is it?
const percents = { minimumHealthyPercent: 100, maximumPercent: 125 };
const cloud = new Cloud();
const shop = cloud.ecs.service('shop', {
  taskDefinition: cloud.ecs.define('shop', { fargate: true }),
  launchType: 'FARGATE',
  desiredCount,
  deploymentConfiguration: percents,
});
await shop.until('steady');
cloud.ecs.updateService({ service: 'shop', forceNewDeployment: true });
await cloud.run(minutes(30));

const { least, most } = deploymentBounds(desiredCount, percents);
console.log(`at least ${least} healthy, at most ${most} tasks`);
console.log(shop.messages.at(-1));
// #region the checks
const { rolloutState } = shop.primary;
check('after half an hour it is still under way', rolloutState === 'IN_PROGRESS'); // prettier-ignore
check('three must stay, and three is the most: nothing may move', least === 3 && most === 3); // prettier-ignore
check('the service says so', shop.messages.some((text) => text.includes('unable to stop or start tasks'))); // prettier-ignore
// #endregion
