import { check, Cloud, minutes, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from './topic.ts';

const killed = 1; // knob 0..3 unit instances

const cloud = new Cloud();
const topicArn = createTopic(cloud, 'fleet');
const operators = subscribeQueue(cloud, topicArn, 'operators');
const web = cloud.autoscaling.createGroup('web', {
  minSize: 3,
  maxSize: 6,
});
await cloud.run(minutes(10));
cloud.autoscaling.putNotificationConfiguration({
  autoScalingGroupName: 'web',
  topicARN: topicArn,
  notificationTypes: [
    'autoscaling:EC2_INSTANCE_LAUNCH',
    'autoscaling:EC2_INSTANCE_TERMINATE',
  ],
});
const instanceIds = web.inService.slice(0, killed).map(({ id }) => id);
if (killed > 0) cloud.ec2.terminateInstances({ instanceIds });
await cloud.run(minutes(15));

// #region what the topic said, and the checks
const told: { event: string; instance: string }[] = [];
for (;;) {
  const [message] = await operators.receiveMessage({ waitTimeSeconds: 1 });
  if (!message) break;
  const { Event, EC2InstanceId = '' } = JSON.parse(message.body) as {
    Event: string;
    EC2InstanceId?: string;
  };
  told.push({
    event: Event.replace('autoscaling:', ''),
    instance: EC2InstanceId,
  });
  await operators.deleteMessage(message.receiptHandle);
}
const count = (event: string) => told.filter((one) => one.event === event).length; // prettier-ignore
const kinds = ['TEST_NOTIFICATION', 'EC2_INSTANCE_TERMINATE', 'EC2_INSTANCE_LAUNCH']; // prettier-ignore
table(
  'What the topic said of the group',
  kinds.map((event) => ({ event, messages: count(event) })),
);
check('the topic is told that it is one', count('TEST_NOTIFICATION') === 1);
check(
  'a topic tells of each termination and of each launch',
  count('EC2_INSTANCE_TERMINATE') === killed &&
    count('EC2_INSTANCE_LAUNCH') === killed,
);
check(
  'it names the instances that are gone',
  instanceIds.every((id) => told.some(({ instance }) => instance === id)),
);
// #endregion
