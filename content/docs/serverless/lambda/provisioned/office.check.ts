import { check, Cloud, hours } from 'desired-capacity';
import { office } from './office.starter.ts';

const cloud = new Cloud();
const { lambda } = cloud;
lambda.createFunction({
  functionName: 'login',
  memorySize: 1024,
  runtime: 'java21',
  code: { initDuration: 4, duration: 0.2, load: () => () => 'welcome' },
});
await cloud.run(1);
lambda.publishVersion({ functionName: 'login' });
const version = { functionName: 'login', qualifier: '1' };
const ready = (environments: number) => {
  if (environments > 0)
    lambda.putProvisionedConcurrencyConfig({
      ...version,
      provisionedConcurrentExecutions: environments,
    });
  else lambda.deleteProvisionedConcurrencyConfig(version);
};
cloud.process(() => office(ready));
/** How many of twenty people start cold at that hour. */
async function cold(hour: number) {
  await cloud.run(hours(hour) - cloud.now);
  const calls = Array.from({ length: 20 }, () => lambda.run('login:1'));
  const answers = await Promise.all(calls);
  return answers.filter(({ coldStart }) => coldStart).length;
}
const [morning, noon] = [await cold(9), await cold(13)];
await cloud.run(hours(11));
const day = cloud.meter.cost();
check('nobody waits at nine', morning === 0, `${morning} start cold`);
check('nobody waits at one', noon === 0, `${noon} start cold`);
check('they are not kept ready all day', day < 0.5, `the day costs ${day.toFixed(2)} USD`); // prettier-ignore
