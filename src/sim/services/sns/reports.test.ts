import { expect, test } from 'vitest';
import { bodies, drain, oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';

/* What users of other emulators of SNS reported as wrong, tried here. Each names the report. */

function filtered(FilterPolicy: string, more: Record<string, string> = {}) {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q');
  const topicArn = topicWith(cloud, 't');
  const attributes = { RawMessageDelivery: 'true', FilterPolicy, ...more };
  const { subscriptionArn } = cloud.sns.subscribe({
    topicArn,
    protocol: 'sqs',
    endpoint: queue.arn,
    attributes,
  });
  const publish = async (
    message: string,
    values: Record<string, [dataType: string, stringValue: string]> = {},
  ) => {
    const entries = Object.entries(values).map(([name, [dataType, stringValue]]) => [
      name,
      { dataType, stringValue },
    ]);
    cloud.sns.publish({ topicArn, message, messageAttributes: Object.fromEntries(entries) as never });
    await cloud.run(1);
    return bodies(queue);
  };
  return { cloud, queue, topicArn, subscriptionArn: subscriptionArn!, publish };
}

test('localstack#9261: null in a filter policy does not let a message without the attribute pass', async () => {
  const { publish } = filtered('{"testForNull":[null,{"anything-but":["notgood"]}]}');
  expect(await publish('testforrecieval')).toEqual([]);
  expect(await publish('with', { testForNull: ['String', 'good'] })).toEqual(['with']);
});

test('localstack#10009: an empty filter policy takes the policy away', async () => {
  const { cloud, subscriptionArn, publish } = filtered('{"a":["x"]}');
  expect(await publish('m')).toEqual([]);
  cloud.sns.setSubscriptionAttributes({
    subscriptionArn,
    attributeName: 'FilterPolicy',
    attributeValue: '{}',
  });
  expect(await publish('m')).toEqual(['m']);
  expect(cloud.sns.getSubscriptionAttributes({ subscriptionArn }).attributes).not.toHaveProperty(
    'FilterPolicy',
  );
});

test('localstack#10691: branches of $or in a filter policy are alternatives', async () => {
  const { publish } = filtered('{"source":["shop"],"$or":[{"kind":["a"]},{"size":[{"numeric":[">",5]}]}]}');
  expect(await publish('1', { source: ['String', 'shop'], kind: ['String', 'a'] })).toEqual(['1']);
  expect(await publish('2', { source: ['String', 'shop'], size: ['Number', '6'] })).toEqual(['2']);
  expect(await publish('3', { source: ['String', 'shop'], kind: ['String', 'b'] })).toEqual([]);
});

test('moto#6242: a numeric condition compares numbers, and no strings of digits', async () => {
  const { publish } = filtered('{"price":[{"numeric":["=",100.1234567]}]}');
  expect(await publish('number', { price: ['Number', '100.1234567'] })).toEqual(['number']);
  expect(await publish('string', { price: ['String', '100.1234567'] })).toEqual([]);
});

test('serverless-offline-sns#98: a filter policy looks at attributes, and at the body only where its scope says so', async () => {
  const body = JSON.stringify({ type: 'something.created' });
  expect(await filtered('{"type":["something.created"]}').publish(body)).toEqual([]);
  const onBody = filtered('{"type":["something.created"]}', { FilterPolicyScope: 'MessageBody' });
  expect(await onBody.publish(body)).toEqual([body]);
});

test('floci#469, cloudemu#1115: Subscribe keeps its attributes, and shows the default scope beside a policy', () => {
  const { cloud, subscriptionArn } = filtered('{"a":["x"]}');
  expect(cloud.sns.getSubscriptionAttributes({ subscriptionArn }).attributes).toMatchObject({
    RawMessageDelivery: 'true',
    FilterPolicy: '{"a":["x"]}',
    FilterPolicyScope: 'MessageAttributes',
    ConfirmationWasAuthenticated: 'true',
  });
});

test('localstack#6639: a dead letter carries the attributes of the message, not those of the failure', async () => {
  const cloud = oneHost();
  const [queue, dead] = [openQueue(cloud, 'q'), openQueue(cloud, 'dead')];
  const topicArn = topicWith(cloud, 't');
  for (const RawMessageDelivery of ['true', 'false']) {
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    const endpoint = RawMessageDelivery === 'true' ? queue.arn : `${queue.arn}-2`;
    cloud.sns.subscribe({
      topicArn,
      protocol: 'sqs',
      endpoint,
      attributes: { RawMessageDelivery, RedrivePolicy },
    });
  }
  await queue.deleteQueue();
  const attr1 = { dataType: 'Number', stringValue: '111' };
  cloud.sns.publish({ topicArn, message: 'm', messageAttributes: { attr1 } });
  await cloud.run(1);
  const letters = await drain(dead);
  const raw = letters.find(({ body }) => body === 'm')!;
  const wrapped = letters.find(({ body }) => body !== 'm')!;
  expect(raw.messageAttributes).toEqual({ attr1 });
  expect(wrapped.messageAttributes ?? {}).toEqual({});
  expect(JSON.parse(wrapped.body)).toMatchObject({
    MessageAttributes: { attr1: { Type: 'Number', Value: '111' } },
  });
});

test('s12v/sns#24, moto#3193: attributes reach a queue raw as attributes, and otherwise within the JSON', async () => {
  const cloud = oneHost();
  const [raw, wrapped] = [openQueue(cloud, 'raw'), openQueue(cloud, 'wrapped')];
  const topicArn = topicWith(cloud, 't', [raw]);
  cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: wrapped.arn });
  const cluster = { dataType: 'String', stringValue: 'c1' };
  cloud.sns.publish({ topicArn, message: 'Hello c1', messageAttributes: { cluster } });
  await cloud.run(1);
  expect((await drain(raw))[0]!.messageAttributes).toEqual({ cluster });
  const [message] = await drain(wrapped);
  expect(JSON.parse(message!.body)).toMatchObject({
    MessageAttributes: { cluster: { Type: 'String', Value: 'c1' } },
  });
});

test('localstack#10088: every message of a group reaches a FIFO queue, not the first alone', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'mysqs.fifo');
  const topicArn = topicWith(cloud, 'mysns.fifo', [queue]);
  for (const messageDeduplicationId of ['superunique3', 'superunique4'])
    cloud.sns.publish({
      topicArn,
      message: 'supermessage',
      messageGroupId: 'mygroupid',
      messageDeduplicationId,
    });
  await cloud.run(1);
  expect(await bodies(queue)).toEqual(['supermessage', 'supermessage']);
});

test('localstack#7529, floci#171: a queue without content-based deduplication gets the topic’s id', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'onexlab.fifo');
  const topicArn = topicWith(cloud, 'onexlab-sns.fifo', [queue], { ContentBasedDeduplication: 'true' });
  cloud.sns.publish({ topicArn, message: 'Welcome to Onexlab!', messageGroupId: 'test' });
  await cloud.run(1);
  const [message] = await drain(queue);
  expect(message!.attributes).toMatchObject({ messageGroupId: 'test' });
  expect(message!.attributes.messageDeduplicationId).toMatch(/^[0-9a-f]{64}$/);
});

test('localstack#6657: PublishBatch reaches a FIFO queue', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'my-queue.fifo');
  const topicArn = topicWith(cloud, 'my-topic.fifo', [queue]);
  const entry = { id: 'myId', message: 'myMessage', messageGroupId: 'g', messageDeduplicationId: 'd' };
  const { successful, failed } = cloud.sns.publishBatch({ topicArn, publishBatchRequestEntries: [entry] });
  expect([successful!.length, failed!.length]).toEqual([1, 0]);
  await cloud.run(1);
  expect(await bodies(queue)).toEqual(['myMessage']);
});

test('localstack#9154: a second Subscribe with RawMessageDelivery=True answers the same subscription', () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q');
  const topicArn = topicWith(cloud, 't');
  const attributes = { RawMessageDelivery: 'True' };
  const subscribe = () => cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: queue.arn, attributes });
  expect(subscribe()).toEqual(subscribe());
});

test('localstack#8118: the token of the confirmation that was sent confirms', async () => {
  const cloud = oneHost();
  const topicArn = topicWith(cloud, 't');
  cloud.sns.subscribe({ topicArn, protocol: 'http', endpoint: 'http://webapp:8000/api/process_dataflow' });
  await cloud.run(1);
  const { SubscribeURL } = JSON.parse(cloud.sns.outside.received()[0]!.body) as { SubscribeURL: string };
  const token = new URL(SubscribeURL).searchParams.get('Token')!;
  expect(cloud.sns.confirmSubscription({ topicArn, token }).subscriptionArn).toContain(topicArn);
});

test('localstack#2125: one endpoint that is not there does not fail the publish, nor the others', async () => {
  const cloud = oneHost();
  const topicArn = topicWith(cloud, 't');
  const endpoints = ['http://192.168.0.107:4003/a', 'http://192.168.0.107:4002/b'];
  for (const endpoint of endpoints) cloud.sns.subscribe({ topicArn, protocol: 'http', endpoint });
  await cloud.run(1);
  for (const { body } of cloud.sns.outside.received())
    cloud.sns.confirmSubscription({ topicArn, token: (JSON.parse(body) as { Token: string }).Token });
  cloud.sns.outside.answer(endpoints[0]!, () => 0);
  expect(() => cloud.sns.publish({ topicArn, message: 'm' })).not.toThrow();
  await cloud.run(1);
  expect(cloud.sns.outside.received(endpoints[1])).toHaveLength(2);
});
