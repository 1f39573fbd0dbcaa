import { Cloud, minutes } from '../sim/index.ts';
import type { Comparison, ComparisonRow, Finding } from './comparison.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/';

type Instance = ReturnType<Cloud['ec2']['instance']>;
type Action = (one: Instance) => Promise<void>;

/** An instance that serves, with user data that takes five minutes, and what is seen of it before and after an action. */
async function trial<T>(action: Action, see: (one: Instance, cloud: Cloud) => T) {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  ec2.model.sigma = 0;
  ec2.model.userData = minutes(5);
  const [one] = ec2.launch({
    instanceType: 'm5.large',
    userData: btoa('#!/bin/bash'),
    application: {},
    hibernationOptions: { configured: true },
  });
  await one!.until('serving');
  const before = see(one!, cloud);
  const since = cloud.now;
  await action(one!);
  await one!.until('serving');
  return { cloud, one: one!, before, after: see(one!, cloud), took: cloud.now - since };
}

const keeps = (label: string, page: string, see: (one: Instance, cloud: Cloud) => Finding): ComparisonRow<Action> => ({
  label,
  source: `${GUIDE}${page}`,
  async cell(action) {
    const { before, after } = await trial(action, see);
    return before === after;
  },
}); // prettier-ignore

const STOP = 'how-ec2-instance-stop-start-works.html';

/** What an instance keeps over a reboot, a stop and a hibernation. */
export const instanceActions: Comparison<Action> = {
  caption: 'What stays',
  rowsAre: 'It keeps',
  columns: [
    { name: 'Reboot', subject: async (one) => void (await one.reboot()) },
    {
      name: 'Stop, start',
      subject: async (one) => {
        await one.stop();
        await one.start();
      },
    },
    {
      name: 'Hibernate, start',
      subject: async (one) => {
        await one.stop({ hibernate: true });
        await one.start();
      },
    },
  ],
  rows: [
    keeps('its id', 'ec2-instance-lifecycle.html', ({ id }) => id),
    keeps('its host', STOP, ({ hostId }) => hostId),
    keeps('its private address', STOP, ({ privateAddress }) => privateAddress),
    keeps('its public address', STOP, ({ publicAddress }) => publicAddress),
    keeps('its root volume', STOP, (_, { ec2 }) => ec2.describeVolumes().volumes![0]?.volumeId),
    {
      label: 'its state without a new run of user data',
      source: `${GUIDE}user-data.html`,
      cell: async (action) => (await trial(action, () => undefined)).took < minutes(5),
    },
    {
      label: 'its billing period: no new minute',
      source: `${GUIDE}ec2-instance-reboot.html`,
      async cell(action) {
        const { cloud } = await trial(action, () => undefined);
        // Its end, so soon after the action: what is billed of it?
        const used = () => cloud.meter.bill().find(({ item }) => item.startsWith('m5'))!.quantity * 3600;
        const before = used();
        await cloud.run(1);
        const grown = used() - before;
        return grown > 0.5;
      },
    },
  ],
};
