import { check, Cloud, minutes } from 'desired-capacity';
import { agent, type Answer } from './agent.starter.ts';

/** Who of three is left, while instances answer in such a way. */
async function left(
  answer: (first: boolean, since: number, asked: number) => Answer,
) {
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 3,
    maxSize: 6,
  });
  await cloud.run(minutes(10));
  const old = web.inService.map(({ id }) => id);
  const from = cloud.now;
  let asked = 0;
  cloud.process(() =>
    agent(cloud, web, (id) => {
      if (id === old[0]) asked += 1;
      return answer(id === old[0], cloud.now - from, asked);
    }),
  );
  await cloud.run(minutes(15));
  return web.inService.filter(({ id }) => old.includes(id)).length;
}
const hung = await left((first) => (first ? 'nothing' : 'well'));
const blip = await left((first, _, asked) => (first && asked === 3 ? 'nothing' : 'well')); // prettier-ignore
const deploy = await left((_, since) => (since < minutes(4) ? 'starting' : 'well')); // prettier-ignore
const database = await left((_, since) => (since < minutes(9) ? 'no database' : 'well')); // prettier-ignore
check('an instance that gives no answer is replaced', hung === 2, `${hung} of 3 left`); // prettier-ignore
check('one lost answer kills nobody', blip === 3, `${blip} of 3 left`);
check('who starts is given time', deploy === 3, `${deploy} of 3 left`);
check('a lost database is not the fault of instances', database === 3, `${database} of 3 left`); // prettier-ignore
