import { expect, test } from 'vitest';
import { minutes, type Cloud } from '../../index.ts';
import { oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';

const role = 'arn:aws:iam::123456789012:role/feedback';

/** The lines of a group, by stream. */
function linesOf({ cloudwatchlogs: logs }: Cloud, logGroupName: string) {
  const { logStreams = [] } = logs.describeLogStreams({ logGroupName });
  return logStreams.flatMap(({ logStreamName = '' }) =>
    logs
      .getLogEvents({ logGroupName, logStreamName, startFromHead: true })
      .events!.map(({ message = '' }) => ({ stream: logStreamName, line: JSON.parse(message) as Line })),
  );
}
interface Line {
  readonly notification: { readonly messageId: string; readonly topicArn: string };
  readonly delivery: {
    readonly destination: string;
    readonly dwellTimeMs: number;
    readonly attempts: number;
  };
  readonly status: string;
}
const groupsOf = ({ cloudwatchlogs }: Cloud) => cloudwatchlogs.describeLogGroups().logGroups!.map(({ logGroupName }) => logGroupName!); // prettier-ignore

const group = 'sns/us-east-1/123456789012/orders';

/** A topic with a queue, whose deliveries are logged. */
function logged(attributes: Record<string, string>) {
  const cloud = oneHost({ region: 'us-east-1' });
  void cloud.cloudwatchlogs;
  const queue = openQueue(cloud, 'q');
  return { cloud, queue, topicArn: topicWith(cloud, 'orders', [queue], attributes) };
}

test('a delivery that succeeded is a line: to whom, how long it lay there, and what came of it', async () => {
  const { cloud, queue, topicArn } = logged({
    SQSSuccessFeedbackRoleArn: role,
    SQSSuccessFeedbackSampleRate: '100',
  });
  const { messageId } = cloud.sns.publish({ topicArn, message: 'm' });
  await cloud.run(1);
  expect(groupsOf(cloud)).toEqual([group]);
  const [{ stream, line }] = linesOf(cloud, group) as [{ stream: string; line: Line }];
  expect(stream).toBe('sqs');
  expect(line).toMatchObject({
    notification: { messageId, topicArn },
    delivery: { destination: queue.arn, dwellTimeMs: 20, attempts: 1, statusCode: 200 },
    status: 'SUCCESS',
  });
});

test('a delivery that failed is a line of the group for failures, whatever the sample of the others', async () => {
  const { cloud, queue, topicArn } = logged({
    SQSFailureFeedbackRoleArn: role,
    SQSSuccessFeedbackSampleRate: '0',
  });
  await queue.deleteQueue();
  cloud.sns.publish({ topicArn, message: 'm' });
  await cloud.run(1);
  expect(groupsOf(cloud)).toEqual([`${group}/Failure`]);
  expect(linesOf(cloud, `${group}/Failure`)[0]!.line).toMatchObject({
    delivery: { attempts: 1 },
    status: 'FAILURE',
  });
});

test('what was tried again shows how often, and until when', async () => {
  const { cloud, topicArn } = logged({ HTTPFailureFeedbackRoleArn: role });
  const endpoint = 'https://example.com/gone';
  cloud.sns.subscribe({ topicArn, protocol: 'https', endpoint });
  await cloud.run(1);
  const { Token: token } = JSON.parse(cloud.sns.outside.received(endpoint)[0]!.body) as { Token: string };
  cloud.sns.confirmSubscription({ topicArn, token });
  cloud.sns.outside.answer(endpoint, () => 503);
  cloud.sns.publish({ topicArn, message: 'm' });
  await cloud.run(minutes(5));
  const [{ stream, line }] = linesOf(cloud, `${group}/Failure`) as [{ stream: string; line: Line }];
  expect([stream, line.delivery.attempts, line.delivery.dwellTimeMs]).toEqual(['https', 4, 60_020]);
});

test('a sample is drawn of those that succeeded', async () => {
  const { cloud, topicArn } = logged({ SQSSuccessFeedbackRoleArn: role, SQSSuccessFeedbackSampleRate: '30' });
  for (let i = 0; i < 200; i++) cloud.sns.publish({ topicArn, message: 'm' });
  await cloud.run(1);
  const { length } = linesOf(cloud, group);
  expect(length).toBeGreaterThan(40);
  expect(length).toBeLessThan(80);
});

test('nothing is logged without a role, nor of a protocol that asked for nothing', async () => {
  const given: Record<string, string>[] = [
    { SQSSuccessFeedbackSampleRate: '100' },
    { LambdaSuccessFeedbackRoleArn: role, LambdaSuccessFeedbackSampleRate: '100' },
  ];
  for (const attributes of given) {
    const { cloud, topicArn } = logged(attributes);
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(1);
    expect(groupsOf(cloud)).toEqual([]);
  }
});
