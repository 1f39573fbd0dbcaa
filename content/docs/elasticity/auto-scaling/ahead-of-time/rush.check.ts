import { check, Cloud, hours, minutes } from 'desired-capacity';
import { pool } from './rush.starter.ts';

const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', { minSize: 2, maxSize: 20 });
const autoScalingGroupName = 'web';
await cloud.run(minutes(10));
const cost = async () => {
  const before = cloud.meter.cost();
  await cloud.run(hours(1));
  return cloud.meter.cost() - before;
};
const bare = await cost();
cloud.autoscaling.putWarmPool({ autoScalingGroupName, ...pool });
await cloud.run(minutes(20));
const waiting = web.instances.filter(({ state }) =>
  state.startsWith('Warmed'),
);
const withPool = await cost();
web.setDesiredCapacity(6);
const from = cloud.now;
await cloud.waitUntil(() => web.inService.length === 6);
const took = Math.round(cloud.now - from);
const launched = () => cloud.ec2.instances.length;
await cloud.run(minutes(10));
const before = launched();
web.setDesiredCapacity(2);
await cloud.run(minutes(20));
web.setDesiredCapacity(6);
await cloud.run(minutes(5));
const again = launched() - before;
check(
  'four wait, and no more',
  waiting.length === 4,
  `${waiting.length} wait`,
);
check('four more come within a minute', took < 60, `${took} s`);
check('waiting costs less than half of the group', withPool < 1.5 * bare, `${(100 * withPool / bare).toFixed(0)} % of what it was`); // prettier-ignore
check('the second time nobody new is launched', again === 0, `${again} are`);
