import type { Cloud } from 'desired-capacity';

type Settings = Parameters<Cloud['scheduler']['createSchedule']>[0];

/** Creates a schedule that sends its time to a queue of the same name. */
export function createSchedule(
  cloud: Cloud,
  name: string,
  scheduleExpression: string,
  settings: Partial<Settings> = {},
) {
  const queue = cloud.sqs.createQueue(name, {
    messageRetentionPeriod: 1_209_600,
  });
  cloud.scheduler.createSchedule({
    name,
    scheduleExpression,
    flexibleTimeWindow: { mode: 'OFF' },
    target: {
      arn: queue.arn,
      roleArn: `arn:aws:iam::${cloud.account}:role/scheduler`,
      input: '<aws.scheduler.scheduled-time>',
    },
    ...settings,
  });
  return queue;
}
