import { check, Cloud, minutes } from 'desired-capacity';
import { policy } from './discount.starter.ts';

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
const cloud = new Cloud();
cloud.ec2.model.monthlyInterruptions = 0;
const web = cloud.autoscaling.createGroup('web', {
  minSize: 16,
  maxSize: 20,
  availabilityZones: zones,
  mixedInstancesPolicy: policy!,
});
await cloud.run(minutes(10));
const spot = cloud.ec2.instances.filter((one) => one.spot);
const onDemand = web.inService.length - spot.length;
check('four On-Demand, and a quarter of twelve', onDemand === 7, `${onDemand} are`); // prettier-ignore
// The type that most of the Spot Instances are of runs dry.
const count = new Map<string, number>();
for (const { type } of spot)
  count.set(type.name, (count.get(type.name) ?? 0) + 1);
const [most] = [...count].sort((a, b) => b[1] - a[1]);
for (const zone of zones) cloud.ec2.spotPool(most![0], zone).capacity = 0;
let least = 16;
for (let i = 0; i < 240; i += 1) {
  await cloud.run(5);
  const able = web.inService.filter(({ state }) => state === 'running');
  least = Math.min(least, able.length);
}
check('twelve are there at worst', least >= 12, `${least} are`);
check('and all sixteen after twenty minutes', web.inService.length === 16, `${web.inService.length} are`); // prettier-ignore
