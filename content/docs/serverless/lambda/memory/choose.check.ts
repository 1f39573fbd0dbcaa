import { check, Cloud } from 'desired-capacity';
import { choose } from './choose.starter.ts';

/** A function that computes and waits for so many seconds; it is called with the memory that was chosen. */
async function chosen(cpu: number, waiting: number, most: number) {
  let measured = 0;
  const measure = async (memorySize: number) => {
    measured += 1;
    const cloud = new Cloud();
    cloud.lambda.createFunction({
      functionName: 'f',
      memorySize,
      timeout: 60,
      code: { cpu, initDuration: 0, load: () => (_event, context) => context.sleep(waiting) }, // prettier-ignore
    });
    const { duration } = await cloud.lambda.run('f');
    return { memory: memorySize, seconds: duration, usd: cloud.meter.cost() };
  };
  const memory = await choose(measure, most);
  return { measured, ...(await measure(memory)) };
}

const picture = await chosen(1, 0.2, 2);
const report = await chosen(0.01, 2, 4);
const { seconds } = picture;
check('a picture is made within two seconds', seconds <= 2, `it takes ${seconds.toFixed(1)} s`); // prettier-ignore
check('who waits gets little memory', report.memory <= 256, `it gets ${report.memory} MB`); // prettier-ignore
check('both were measured at five sizes at least', Math.min(picture.measured, report.measured) >= 5); // prettier-ignore
