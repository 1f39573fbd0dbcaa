import { arrivals, check, Cloud, minutes } from 'desired-capacity';
import { deploy } from './careful.starter.ts';

/** Half an hour of calls, two a second, with a new version that is good or broken. */
async function halfHour(broken: boolean) {
  const cloud = new Cloud();
  const { lambda } = cloud;
  const functionName = 'shop';
  lambda.createFunction({ functionName, code: () => () => 'old' });
  lambda.publishVersion({ functionName });
  lambda.createAlias({ functionName, name: 'live', functionVersion: '1' });
  const code = () => () => {
    if (broken) throw new Error('price is undefined');
    return 'new';
  };
  lambda.updateFunctionCode({ functionName, code });
  await cloud.run(minutes(1));
  lambda.publishVersion({ functionName });
  let failed = 0;
  const seen: unknown[] = [];
  arrivals(cloud, { rate: 2, lasting: minutes(30) }, async () => {
    const { error, value } = await lambda.run('shop:live');
    if (error) failed += 1;
    seen.push(error ? 'new' : value);
  });
  const share = (weight: number) =>
    void lambda.updateAlias({
      functionName,
      name: 'live',
      functionVersion: weight === 1 ? '2' : '1',
      routingConfig: { additionalVersionWeights: weight > 0 && weight < 1 ? { '2': weight } : {} }, // prettier-ignore
    });
  const sleep = async (seconds: number) => void (await cloud.sleep(seconds));
  cloud.process(async () => deploy({ share, failed: () => failed, sleep }));
  await cloud.run(minutes(5));
  const early = seen.filter((one) => one === 'new').length / seen.length;
  await cloud.run(minutes(26));
  return { failed, early, last: seen.at(-1) };
}

const good = await halfHour(false);
const bad = await halfHour(true);
check('a good version gets a tenth at first', good.early > 0.05 && good.early < 0.15); // prettier-ignore
check('in the end it gets all', good.last === 'new');
check('a broken one is taken back', bad.last === 'old');
check('before it has done much harm', bad.failed < 40, `${bad.failed} calls failed`); // prettier-ignore
