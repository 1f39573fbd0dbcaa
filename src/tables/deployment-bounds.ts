import { Cloud } from '../sim/index.ts';
import { deploymentBounds } from '../sim/services/ecs/index.ts';
import type { Comparison, Finding } from './comparison.ts';

const SOURCE =
  'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service_definition_parameters.html';

interface Setting {
  readonly desiredCount: number;
  readonly minimumHealthyPercent: number;
  readonly maximumPercent: number;
}

/** A deployment of a service on Fargate, for an hour. */
async function deploy({ desiredCount, ...percents }: Setting) {
  const cloud = new Cloud();
  const define = () => cloud.ecs.define('web', { fargate: true });
  const web = cloud.ecs.service('web', {
    taskDefinition: define(),
    launchType: 'FARGATE',
    desiredCount,
    deploymentConfiguration: percents,
    availabilityZoneRebalancing: 'DISABLED',
  });
  await web.until('steady');
  let [fewest, most] = [Infinity, 0];
  cloud.ecs.updateService({ service: 'web', taskDefinition: define().arn });
  const from = cloud.now;
  while (web.primary.rolloutState === 'IN_PROGRESS' && cloud.now - from < 3600) {
    await cloud.run(1);
    fewest = Math.min(fewest, web.healthy.length);
    most = Math.max(most, web.tasks.filter(({ desiredStatus }) => desiredStatus === 'RUNNING').length);
  }
  return { fewest, most, ended: web.primary.rolloutState === 'COMPLETED', seconds: Math.round(cloud.now - from) };
} // prettier-ignore

type Question = (setting: Setting) => Finding | Promise<Finding>;

const settings: readonly Setting[] = (
  [
    [4, 100, 200],
    [4, 50, 100],
    [4, 100, 150],
    [1, 100, 200],
    [1, 100, 150],
    [1, 0, 100],
    [3, 50, 150],
  ] as const
).map(([desiredCount, minimumHealthyPercent, maximumPercent]) => ({
  desiredCount,
  minimumHealthyPercent,
  maximumPercent,
}));

/** What minimum and maximum come to, in tasks: as computed, and as a deployment had them. */
export const deployments: Comparison<Question> = {
  caption: 'Percentages, and the tasks that they come to',
  rowsAre: 'Desired, minimum and maximum',
  columns: [
    { name: 'Least', subject: (setting) => deploymentBounds(setting.desiredCount, setting).least },
    { name: 'Most', subject: (setting) => deploymentBounds(setting.desiredCount, setting).most },
    { name: 'Fewest healthy', subject: async (setting) => (await deploy(setting)).fewest },
    { name: 'Most there', subject: async (setting) => (await deploy(setting)).most },
    { name: 'It ends', subject: async (setting) => (await deploy(setting)).ended },
  ],
  rows: settings.map((setting) => ({
    label: `${setting.desiredCount}: ${setting.minimumHealthyPercent} % to ${setting.maximumPercent} %`,
    source: SOURCE,
    cell: (question) => question(setting),
  })),
};
