import { Cloud, hours, minutes } from '../sim/index.ts';
import type { Comparison } from './comparison.ts';

const source =
  'https://docs.aws.amazon.com/autoscaling/ec2/userguide/understand-instance-refresh-default-values.html';

type Given = NonNullable<Parameters<Cloud['autoscaling']['startInstanceRefresh']>[0]['preferences']>;

/** Eleven instances: one is protected, one on standby, and three are of the new version already. */
async function refresh(preferences: Given) {
  const cloud = new Cloud();
  const launchTemplateName = 'web';
  const launchTemplateData = { imageId: cloud.ec2.image(), instanceType: 't3.micro' };
  cloud.ec2.createLaunchTemplate({ launchTemplateName, launchTemplateData });
  cloud.ec2.createLaunchTemplateVersion({ launchTemplateName, launchTemplateData });
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 0,
    maxSize: 12,
    desiredCapacity: 8,
    launchTemplate: { launchTemplateName, version: '1' },
    defaultInstanceWarmup: 60,
  });
  await cloud.run(minutes(5));
  const autoScalingGroupName = 'web';
  const [shielded, aside] = web.inService.map(({ id }) => id) as [string, string];
  cloud.autoscaling.setInstanceProtection({
    autoScalingGroupName,
    instanceIds: [shielded],
    protectedFromScaleIn: true,
  });
  cloud.autoscaling.enterStandby({
    autoScalingGroupName,
    instanceIds: [aside],
    shouldDecrementDesiredCapacity: true,
  });
  web.update({ launchTemplate: { launchTemplateName, version: '2' } });
  web.setDesiredCapacity(10);
  await cloud.run(minutes(5));
  const old = new Set(web.instances.map(({ id }) => id));
  cloud.autoscaling.startInstanceRefresh({ autoScalingGroupName, preferences });
  await cloud.run(hours(3));
  const left = new Set(web.instances.map(({ id }) => id));
  const [run] = cloud.autoscaling.describeInstanceRefreshes({ autoScalingGroupName }).instanceRefreshes!;
  return {
    status: run!.status!,
    replaced: [...old].filter((id) => !left.has(id)).length,
    shielded: !left.has(shielded),
    aside: !left.has(aside),
  };
}

/** What settings of an instance refresh change, beside its bounds. */
export const refreshSettings: Comparison<Given> = {
  caption: 'Eleven instances: one protected, one on standby, three of the new version; after three hours',
  rowsAre: 'Of the refresh',
  columns: [
    { name: 'By default', subject: {} },
    { name: 'Ignore both', subject: { scaleInProtectedInstances: 'Ignore', standbyInstances: 'Ignore' } },
    { name: 'Ignore, skip matching', subject: { scaleInProtectedInstances: 'Ignore', standbyInstances: 'Ignore', skipMatching: true } },
    { name: 'Replace both', subject: { scaleInProtectedInstances: 'Refresh', standbyInstances: 'Terminate' } },
  ],
  rows: [
    { label: 'Its status', source, cell: async (given) => (await refresh(given)).status },
    { label: 'Instances replaced', source, cell: async (given) => (await refresh(given)).replaced },
    { label: 'The protected one is replaced', source, cell: async (given) => (await refresh(given)).shielded },
    { label: 'The one on standby is terminated', source, cell: async (given) => (await refresh(given)).aside },
  ],
}; // prettier-ignore
