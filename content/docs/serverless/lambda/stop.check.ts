import { check, Cloud, minutes } from 'desired-capacity';
import { code } from './stop.starter.ts';

const cloud = new Cloud();
const machines = cloud.ec2.launch({ count: 3 });
await cloud.run(minutes(5));
const [one, two, other] = machines;
const settings = {
  environment: { variables: { EC2_INSTANCES: `${one!.id},${two!.id}` } },
};
cloud.lambda.createFunction({
  ...settings,
  functionName: 'stop',
  code: code((instanceIds) => {
    if (instanceIds.length > 0) cloud.ec2.stopInstances({ instanceIds });
  }),
});
cloud.lambda.createFunction({
  ...settings,
  functionName: 'start',
  code: code((instanceIds) => {
    if (instanceIds.length > 0) cloud.ec2.startInstances({ instanceIds });
  }),
});
const states = () => machines.map(({ state }) => state).join(', ');

const { value } = await cloud.lambda.run('stop');
await cloud.run(minutes(5));
check(
  'the two machines of the variable are stopped',
  one!.state === 'stopped' && two!.state === 'stopped',
  states(),
);
check('the third one runs on', other!.state === 'running', states());
check(
  'the function answers with their ids',
  JSON.stringify(value) === JSON.stringify([one!.id, two!.id]),
);
const stopped = one!.state === 'stopped' && two!.state === 'stopped';
await cloud.lambda.run('start');
await cloud.run(minutes(5));
check(
  'a second function with the same code starts them again',
  stopped && states() === 'running, running, running',
  states(),
);
