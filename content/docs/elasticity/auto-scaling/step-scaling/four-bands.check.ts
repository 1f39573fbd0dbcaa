import { check, Cloud, minutes } from 'desired-capacity';
import { policies } from './four-bands.starter.ts';

/** By how much a policy changes ten instances at a CPU. */
async function change(policyName: string, metricValue: number) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 0,
    maxSize: 30,
    desiredCapacity: 10,
    defaultInstanceWarmup: 0,
  });
  policies(web);
  await cloud.run(minutes(5));
  cloud.autoscaling.executePolicy({
    autoScalingGroupName: 'web',
    policyName,
    metricValue,
    breachThreshold: 50,
  });
  return web.desiredCapacity - 10;
}
const more = (cpu: number) => change('more', cpu);
const fewer = (cpu: number) => change('fewer', cpu);
check('50 to 60 % CPU changes nothing', (await more(55)) === 0);
check(
  '60 to 70 % adds one',
  (await more(60)) === 1 && (await more(69)) === 1,
);
check('70 to 80 % adds two', (await more(70)) === 2);
check(
  'from 80 % on three',
  (await more(80)) === 3 && (await more(100)) === 3,
);
check(
  'downwards, the mirror image',
  [await fewer(45), await fewer(40), await fewer(30), await fewer(20)].join() === // prettier-ignore
    '0,-1,-2,-3',
);
