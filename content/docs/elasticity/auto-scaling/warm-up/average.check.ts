import { check, Cloud, minutes } from 'desired-capacity';
import { average } from './average.starter.ts';

const warmup = 240;
const cloud = new Cloud();
const web = cloud.autoscaling.createGroup('web', {
  minSize: 2,
  maxSize: 9,
  defaultInstanceWarmup: warmup,
});
// Newcomers are fully busy, the old ones at 30 %.
const since = new Map<string, number>();
cloud.process(function* applications() {
  while (true) {
    for (const instance of web.inService) {
      const from = since.get(instance.id) ?? cloud.now;
      since.set(instance.id, from);
      if (instance.state === 'running')
        instance.cpu = cloud.now - from < minutes(3) ? 1 : 0.3;
    }
    yield 5;
  }
});
const metric = cloud.record(web.metric('CPUUtilization'));
/** What you say, and what the group has said last. */
function compare() {
  const instances = web.instances.map(({ id }) => ({
    inServiceAt: since.get(id),
    cpu: 100 * cloud.ec2.instance(id).cpu,
  }));
  return [average(instances, cloud.now, warmup), metric.at(-1)?.[1]] as const;
}
await cloud.run(minutes(2));
const [first] = compare();
check('where nobody is warm there is nothing to go by', first === undefined, `you say ${first}`); // prettier-ignore
await cloud.run(minutes(13));
const [calm, seen] = compare();
check('the group and you agree on two that are warm', Math.abs(calm! - seen!) < 2, `${calm} and ${seen}`); // prettier-ignore
web.setDesiredCapacity(6);
await cloud.run(minutes(3));
const [yours, its] = compare();
check('and while four newcomers start', Math.abs(yours! - its!) < 2, `${yours} and ${its}`); // prettier-ignore
