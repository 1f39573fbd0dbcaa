import { check, Cloud, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from './topic.ts';

const pipelines = 3; // knob 1..8

const cloud = new Cloud();
const bucket = cloud.s3.bucket('cat-videos');
const topicArn = createTopic(cloud, 'uploads');
// #region the topic lets S3 publish
cloud.sns.setTopicAttributes({
  topicArn,
  attributeName: 'Policy',
  attributeValue: JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 's3.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
      Condition: { ArnEquals: { 'aws:SourceArn': bucket.arn } },
    },
  }),
});
// #endregion
const topic = { topicArn, events: ['s3:ObjectCreated:*' as const] };
const notify = (topicConfigurations: (typeof topic)[]) =>
  cloud.s3.putBucketNotificationConfiguration({
    bucket: bucket.name,
    notificationConfiguration: { topicConfigurations },
  });
await notify([topic]);

const queues = Array.from({ length: pipelines }, (_, i) =>
  subscribeQueue(cloud, topicArn, `pipeline-${i + 1}`),
);
const events = cloud.record(
  cloud.sns.metric(topicArn, 'NumberOfMessagesPublished'),
);
for (let i = 1; i <= 20; i += 1) bucket.put(`cat-${i}.mp4`, 'miaow');
await cloud.run(60);

// #region what came of it, and the checks
const published = events.reduce((sum, [, value]) => sum + value, 0);
const copies = queues.map((queue) => queue.approximateNumberOfMessages);
const [first] = await queues[0]!.receiveMessage();
const { Records: records } = JSON.parse(first?.body ?? '{"Records":[]}') as {
  Records: { eventName: string; s3: { object: { key: string } } }[];
};
table('Twenty uploads', [
  { 'there are': 'events from the bucket', number: published },
  { 'there are': 'pipelines', number: queues.length },
  {
    'there are': 'messages for all pipelines',
    number: copies.reduce((sum, one) => sum + one, 0),
  },
]);
console.log(records[0]?.eventName, records[0]?.s3.object.key);
let second = 'taken';
try {
  await notify([topic, topic]);
} catch (error) {
  second = (error as Error).message;
}
console.log('A second destination:', second);
check('a bucket sends one event for an upload', published === 20);
check(
  'through a topic each pipeline gets the event of every upload',
  copies.every((messages) => messages === 20) &&
    records[0]?.s3.object.key.endsWith('.mp4') === true,
);
check(
  'a second destination for the same events is refused',
  second !== 'taken',
);
// #endregion
