import { check, Cloud, minutes } from 'desired-capacity';
import { deploymentConfiguration } from './harm.starter.ts';

/** A service that gets its second version. */
async function release() {
  const cloud = new Cloud();
  const define = () => cloud.ecs.define('shop', { fargate: true });
  const taskDefinition = define();
  const shop = cloud.ecs.service('shop', { taskDefinition, launchType: 'FARGATE', desiredCount: 4, deploymentConfiguration }); // prettier-ignore
  await shop.until('steady');
  cloud.ecs.updateService({ service: 'shop', taskDefinition: define().arn });
  await cloud.waitUntil(() => shop.history[1]!.share > 0);
  return { cloud, shop, second: shop.history[1]! };
}
const bad = await release();
let met = 0;
for (let second = 0; second < minutes(6); second += 1) {
  met += bad.second.share / 100;
  await bad.cloud.run(1);
}
const inTwoHundred = Math.round((2000 * met) / 3600) / 10;
check('no more than one request in 200 met the error', met <= 3600 / 200, `${inTwoHundred} did`); // prettier-ignore
const good = await release();
const from = good.cloud.now;
await good.cloud.run(minutes(40));
const { finishedAt, createdAt } = good.second;
const done = good.second.rolloutState === 'COMPLETED' ? (finishedAt!.getTime() - createdAt.getTime()) / 60_000 : Infinity; // prettier-ignore
check('a good version is done within 30 minutes', done - from / 60 <= 30, `it took ${Math.round(done)} min`); // prettier-ignore
