import { Cloud } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/';
const LIFE = `${GUIDE}ec2-instance-lifecycle.html`;
const LONG = 1000;

type What = 'On-Demand' | 'IPv4' | 'gp3';
type Instance = ReturnType<Cloud['ec2']['instance']>;

/** Whether something of an instance is on the bill in a state, more than the first minute after it got there. */
const state = (
  label: string,
  lead: (one: Instance) => PromiseLike<unknown> | undefined,
): ComparisonRow<What> => ({
  label,
  source: LIFE,
  async cell(what) {
    const cloud = new Cloud();
    const { ec2 } = cloud;
    ec2.model.sigma = 0;
    const { durations } = ec2.model;
    ec2.model.durations = { ...durations, pending: LONG, stop: LONG, hibernate: LONG, terminate: LONG };
    const [one] = ec2.launch({ hibernationOptions: { configured: true } });
    await lead(one!);
    await cloud.run(100);
    const used = () =>
      cloud.meter
        .bill()
        .filter(({ item }) => item.includes(what))
        .reduce((sum, { quantity }) => sum + quantity, 0);
    const before = used();
    await cloud.run(60);
    return used() > before;
  },
});

const running = (one: Instance) => one.until('running');
const soon = (one: Instance, act: () => PromiseLike<unknown>) => running(one).then(() => void act());

/** What of an instance is paid in each of its states. */
export const instanceStates: Comparison<What> = {
  caption: 'What is on the bill',
  rowsAre: 'State',
  columns: [
    { name: 'Instance', subject: 'On-Demand' },
    { name: 'Public IPv4', subject: 'IPv4' },
    { name: 'Volume', subject: 'gp3' },
  ],
  rows: [
    state('pending', () => undefined),
    state('running', running),
    state('stopping', (one) => soon(one, () => one.stop())),
    state('stopping, to hibernate', (one) => soon(one, () => one.stop({ hibernate: true }))),
    state('stopped', (one) => running(one).then(() => one.stop())),
    state('shutting-down', (one) => soon(one, () => one.terminate())),
    state('terminated', (one) => running(one).then(() => one.terminate())),
  ],
};
