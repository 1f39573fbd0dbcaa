import { check, Cloud, hours, minutes } from 'desired-capacity';
import { worker } from './worker.starter.ts';

const cloud = new Cloud();
const fleet = cloud.autoscaling.createGroup('workers', {
  minSize: 1,
  maxSize: 6,
  desiredCapacity: 6,
});
await cloud.run(minutes(5));
// Six workers, three jobs of an hour. The last one fails.
let [begun, done, lost] = [0, 0, 0];
for (const { id } of fleet.inService)
  cloud.process(function* instance() {
    const next = () => {
      const here = () => cloud.ec2.instance(id).state === 'running';
      if (begun === 3 || !here()) return undefined;
      const number = (begun += 1);
      return function* job() {
        for (let minute = 0; minute < 60; minute += 1) {
          yield 60;
          if (!here()) {
            lost += 1;
            return;
          }
        }
        if (number === 3) throw new Error('no space left');
        done += 1;
      };
    };
    try {
      yield* worker(cloud, id, next);
    } catch {
      // The worker is gone. Its instance is not.
    }
  });
await cloud.run(minutes(20));
fleet.setDesiredCapacity(1);
await cloud.run(minutes(5));
const soon = fleet.inService.length;
await cloud.run(hours(1));
check('no job is lost', lost === 0 && done === 2, `${lost} lost`);
check('the idle ones go at once', soon === 3, `${soon} of 6 left`);
check('the others go when they are done', fleet.inService.length === 1, `${fleet.inService.length} left`); // prettier-ignore
