import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import { oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';
import { snsLimits } from './limits.ts';

const throttled = expect.objectContaining({ name: 'ThrottlingException', message: 'Rate exceeded' }) as Error;
const quiet = 'eu-south-1';

/** Publishes to a new topic, so many messages at once; answers how many were taken. */
function burst({ sns }: Pick<Cloud, 'sns'>, topicArn: string, messages: number): number {
  let taken = 0;
  for (let i = 0; i < messages; i++) {
    try {
      sns.publish({ topicArn, message: 'm', ...(topicArn.endsWith('.fifo') && { messageGroupId: `${i}`, messageDeduplicationId: `${i}` }) }); // prettier-ignore
      taken++;
    } catch (error) {
      expect(error).toEqual(throttled);
    }
  }
  return taken;
}

test('an account publishes as many messages a second as its Region allows', async () => {
  for (const [region, standard, fifo] of [
    ['eu-central-1', 1500, 3000],
    [quiet, 300, 3000],
  ] as const) {
    const cloud = new Cloud({ region });
    const [one, another] = ['one', 'another'].map((name) => cloud.sns.createTopic({ name }).topicArn!);
    const ordered = cloud.sns.createTopic({ name: 't.fifo', attributes: { FifoTopic: 'true' } }).topicArn!;
    // All topics of an account share the rate.
    expect(burst(cloud, one!, standard - 100)).toBe(standard - 100);
    expect(burst(cloud, another!, 200)).toBe(100);
    expect(burst(cloud, ordered, fifo + 1)).toBe(fifo);
    await cloud.run(0.5);
    expect(burst(cloud, one!, standard)).toBe(standard / 2);
  }
});

test('a batch of ten is ten messages, and taken whole or not at all', () => {
  const cloud = new Cloud({ region: quiet });
  const { topicArn = '' } = cloud.sns.createTopic({ name: 't' });
  const batch = (size: number) =>
    cloud.sns.publishBatch({
      topicArn,
      publishBatchRequestEntries: Array.from({ length: size }, (_, i) => ({ id: `${i}`, message: 'm' })),
    });
  for (let i = 0; i < 29; i++) batch(10);
  batch(5);
  expect(() => batch(10)).toThrow(throttled);
  expect(batch(5).successful).toHaveLength(5);
});

test('Service Quotas can raise the rate', () => {
  const cloud = new Cloud({ region: quiet });
  const { topicArn = '' } = cloud.sns.createTopic({ name: 't' });
  cloud.quotas.set(snsLimits.publishRate, 500);
  expect(burst(cloud, topicArn, 600)).toBe(500);
});

test('each account, and each Region, has a rate of its own', () => {
  const cloud = new Cloud({ region: quiet });
  const other = cloud.inAccount('222222222222');
  const [mine, theirs] = [cloud, other].map(({ sns }) => sns.createTopic({ name: 't' }).topicArn!);
  expect(burst(cloud, mine!, 301)).toBe(300);
  expect(burst(other, theirs!, 301)).toBe(300);
});

test('a FIFO topic that counts by group may exceed the rate of the account', () => {
  const cloud = new Cloud({ region: quiet });
  const attributes = { FifoTopic: 'true', FifoThroughputScope: 'MessageGroup' };
  const { topicArn = '' } = cloud.sns.createTopic({ name: 't.fifo', attributes });
  expect(burst(cloud, topicArn, 4000)).toBe(4000);
});

test('another service that publishes tries again when it is throttled', async () => {
  const cloud = oneHost();
  cloud.quotas.set(snsLimits.publishRate, 2);
  const queue = openQueue(cloud, 'q');
  const topicArn = topicWith(cloud, 't', [queue]);
  const Statement = { Effect: 'Allow', Principal: '*', Action: 'sns:Publish', Resource: topicArn };
  const attributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
  cloud.sns.setTopicAttributes({ topicArn, attributeName: 'Policy', attributeValue });
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
  cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: topicArn }] });
  const entry = { source: 'shop', detailType: 't', detail: '{}' };
  cloud.eventbridge.putEvents({ entries: [entry, entry, entry, entry] });
  await cloud.run(1);
  expect(queue.approximateNumberOfMessages).toBe(2);
  await cloud.run(10);
  expect(queue.approximateNumberOfMessages).toBe(4);
});
