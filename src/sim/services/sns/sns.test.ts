import { describe, expect, test } from 'vitest';
import { AwsError, days, hours, minutes, type Cloud } from '../../index.ts';
import { snsLimits } from './limits.ts';
import { allow, bodies, drain, oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';

const raw = { RawMessageDelivery: 'true' };
const down = { status: 503, fault: 'server' } as const;

/** Lets a queue's service fail until it is told to work again. */
function outage(cloud: ReturnType<typeof oneHost>) {
  const deliver = cloud.sqs.deliver.bind(cloud.sqs);
  let tries = 0;
  cloud.sqs.deliver = () => {
    tries++;
    throw new AwsError('SQS', 'ServiceUnavailable', down, 'down');
  };
  return { end: () => void (cloud.sqs.deliver = deliver), tries: () => tries };
}

test('one publish reaches every queue, and a dead subscriber delays nobody', async () => {
  const cloud = oneHost();
  const queues = ['a', 'b', 'c'].map((name) => openQueue(cloud, name));
  const topicArn = topicWith(cloud, 'orders', queues);
  await queues[1]!.deleteQueue();
  cloud.sns.publish({ topicArn, message: 'hello' });
  await cloud.run(1);
  expect(await bodies(queues[0]!)).toEqual(['hello']);
  expect(await bodies(queues[2]!)).toEqual(['hello']);
});

test('a publish is answered before anything is delivered', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'a');
  const topicArn = topicWith(cloud, 't', [queue]);
  cloud.sns.publish({ topicArn, message: 'm' });
  expect(queue.approximateNumberOfMessages).toBe(0);
  await cloud.run(cloud.sns.model.deliveryLatency);
  expect(queue.approximateNumberOfMessages).toBe(1);
});

describe('a receiver that is gone', () => {
  test('a deleted queue is a client-side error: never tried again, lost without a dead-letter queue', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'gone');
    const topicArn = topicWith(cloud, 't', [queue]);
    const failed = cloud.record(cloud.sns.metric(topicArn, 'NumberOfNotificationsFailed'));
    await queue.deleteQueue();
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(minutes(1));
    openQueue(cloud, 'gone');
    await cloud.run(days(1));
    expect(cloud.sqs.getQueue('gone').approximateNumberOfMessages).toBe(0);
    expect(failed.reduce((sum, [, value]) => sum + value, 0)).toBe(1);
  });

  test('an outage of the receiver’s service is waited out', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue]);
    const { end, tries } = outage(cloud);
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(hours(1));
    // One try, 3 at once, 2 after a second each, 10 backing off from 1 to 20 s (about a minute), then every 20 s.
    expect(tries()).toBeGreaterThan(16 + 170);
    end();
    await cloud.run(20);
    expect(await bodies(queue)).toEqual(['m']);
  });

  test('100,015 retries and 23 days later a message goes to the dead-letter queue', async () => {
    const cloud = oneHost();
    const [queue, dead] = [openQueue(cloud, 'q'), openQueue(cloud, 'dead')];
    const topicArn = topicWith(cloud, 't', [queue]);
    const [subscription] = cloud.sns.listSubscriptions({}).subscriptions!;
    cloud.sns.setSubscriptionAttributes({
      subscriptionArn: subscription!.subscriptionArn!,
      attributeName: 'RedrivePolicy',
      attributeValue: JSON.stringify({ deadLetterTargetArn: dead.arn }),
    });
    const deliver = cloud.sqs.deliver.bind(cloud.sqs);
    let tries = 0;
    cloud.sqs.deliver = (arn, delivery) => {
      if (arn === dead.arn) return deliver(arn, delivery);
      tries++;
      throw new AwsError('SQS', 'ServiceUnavailable', down, 'down');
    };
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(days(23));
    expect(dead.approximateNumberOfMessages).toBe(0);
    await cloud.run(days(1));
    expect(tries).toBe(100_016);
    expect(await bodies(dead)).toEqual(['m']);
  });

  test('a queue whose policy does not let the topic send gets nothing, at once and for good', async () => {
    const cloud = oneHost();
    const queue = cloud.sqs.createQueue('shut');
    const topicArn = topicWith(cloud, 't', [queue]);
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(minutes(1));
    void queue.setQueueAttributes({ policy: allow('sns', queue.arn, topicArn) });
    await cloud.run(days(1));
    expect(queue.approximateNumberOfMessages).toBe(0);
  });

  test.each([
    [
      'a dead-letter queue that lets the topic send keeps the message',
      true,
      1,
      'NumberOfNotificationsRedrivenToDlq',
    ],
    [
      'without that policy the message is lost silently',
      false,
      0,
      'NumberOfNotificationsFailedToRedriveToDlq',
    ],
  ] as const)('%s', async (_title, open, kept, counted) => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const dead = open ? openQueue(cloud, 'dead') : cloud.sqs.createQueue('dead');
    const topicArn = topicWith(cloud, 't');
    cloud.sns.subscribe({
      topicArn,
      protocol: 'sqs',
      endpoint: queue.arn,
      attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn }) },
    });
    const count = cloud.record(cloud.sns.metric(topicArn, counted));
    await queue.deleteQueue();
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(minutes(2));
    expect(dead.approximateNumberOfMessages).toBe(kept);
    expect(count.reduce((sum, [, value]) => sum + value, 0)).toBe(1);
  });

  test('raw delivery of more than ten attributes to a queue is a client-side error', async () => {
    const cloud = oneHost();
    const [queue, dead] = [openQueue(cloud, 'q'), openQueue(cloud, 'dead')];
    const topicArn = topicWith(cloud, 't');
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dead.arn });
    const attributes = { ...raw, RedrivePolicy };
    cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: queue.arn, attributes });
    const value = { dataType: 'String', stringValue: 'x' };
    const messageAttributes = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`a${i}`, value]));
    cloud.sns.publish({ topicArn, message: 'm', messageAttributes });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual([]);
    expect(await bodies(dead)).toEqual(['m']);
  });
});

describe('HTTP/S endpoints', () => {
  function hooked(attributes: Record<string, string> = {}) {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    const endpoint = 'https://example.com/hook';
    cloud.sns.subscribe({ topicArn, protocol: 'https', endpoint, attributes });
    return { cloud, topicArn, endpoint, received: () => cloud.sns.outside.received(endpoint) };
  }

  async function confirmed(attributes: Record<string, string> = {}) {
    const all = hooked(attributes);
    await all.cloud.run(1);
    const { Token } = JSON.parse(all.received()[0]!.body) as { Token: string };
    const { subscriptionArn } = all.cloud.sns.confirmSubscription({ topicArn: all.topicArn, token: Token });
    return { ...all, subscriptionArn: subscriptionArn! };
  }

  test('a subscription is pending until somebody confirms it with the token that was sent', async () => {
    const { cloud, topicArn, received } = hooked();
    cloud.sns.publish({ topicArn, message: 'too early' });
    await cloud.run(1);
    expect(received().map(({ type }) => type)).toEqual(['SubscriptionConfirmation']);
    expect(cloud.sns.listSubscriptions({}).subscriptions).toMatchObject([
      { subscriptionArn: 'PendingConfirmation' },
    ]);
    expect(() => cloud.sns.confirmSubscription({ topicArn, token: 'guess' })).toThrow(
      'Invalid parameter: Token',
    );
    const { Token } = JSON.parse(received()[0]!.body) as { Token: string };
    cloud.sns.confirmSubscription({ topicArn, token: Token });
    cloud.sns.publish({ topicArn, message: 'now' });
    await cloud.run(1);
    const notification = received()[1]!;
    expect(notification.headers).toMatchObject({
      'x-amz-sns-message-type': 'Notification',
      'content-type': 'text/plain; charset=UTF-8',
    });
    expect(JSON.parse(notification.body)).toMatchObject({ Type: 'Notification', Message: 'now' });
  });

  test('a subscription that nobody confirms is gone after two days, and its token with it', async () => {
    const { cloud, topicArn, received } = hooked();
    await cloud.run(days(2));
    const { Token } = JSON.parse(received()[0]!.body) as { Token: string };
    expect(cloud.sns.listSubscriptionsByTopic({ topicArn }).subscriptions).toEqual([]);
    expect(() => cloud.sns.confirmSubscription({ topicArn, token: Token })).toThrow('Token');
  });

  test.each([
    [500, 4],
    [503, 4],
    [0, 4],
    [200, 1],
    [301, 1],
    [403, 1],
    [429, 4],
  ])('an endpoint that answers %d is tried %d times by default', async (status, tries) => {
    const { cloud, topicArn, endpoint, received } = await confirmed();
    cloud.sns.outside.answer(endpoint, () => status);
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(hours(1));
    const sent = received().slice(1);
    expect(sent).toHaveLength(tries);
    // An endpoint without an answer costs 15 seconds before the delay begins.
    const every = status === 0 ? 35 : 20;
    expect(sent.map(({ at }) => Math.round(at - sent[0]!.at))).toEqual(
      [0, every, 2 * every, 3 * every].slice(0, tries),
    );
  });

  test('a 4xx other than 429 is final: the message is a dead letter at once', async () => {
    const { cloud, topicArn, endpoint, subscriptionArn } = await confirmed();
    const dead = openQueue(cloud, 'dead');
    const attributeValue = JSON.stringify({ deadLetterTargetArn: dead.arn });
    cloud.sns.setSubscriptionAttributes({ subscriptionArn, attributeName: 'RedrivePolicy', attributeValue });
    cloud.sns.outside.answer(endpoint, () => 410);
    cloud.sns.publish({ topicArn, message: 'm' });
    await cloud.run(5);
    expect(dead.approximateNumberOfMessages).toBe(1);
  });

  test('a delivery policy of the subscription goes before the topic’s, unless the topic forbids it', async () => {
    const healthy = (numRetries: number) => ({ numRetries, minDelayTarget: 1, maxDelayTarget: 1 });
    const own = JSON.stringify({ healthyRetryPolicy: healthy(5) });
    const { cloud, topicArn, endpoint, received } = await confirmed({ DeliveryPolicy: own });
    cloud.sns.outside.answer(endpoint, () => 500);
    const tries = async () => {
      const before = received().length;
      cloud.sns.publish({ topicArn, message: 'm' });
      await cloud.run(hours(1));
      return received().length - before;
    };
    const setPolicy = (http: object) =>
      cloud.sns.setTopicAttributes({
        topicArn,
        attributeName: 'DeliveryPolicy',
        attributeValue: JSON.stringify({ http }),
      });
    expect(await tries()).toBe(6);
    setPolicy({ defaultHealthyRetryPolicy: healthy(2) });
    expect(await tries()).toBe(6);
    setPolicy({ defaultHealthyRetryPolicy: healthy(2), disableSubscriptionOverrides: true });
    expect(await tries()).toBe(3);
  });

  test('a throttle policy delays deliveries, and drops none', async () => {
    const DeliveryPolicy = JSON.stringify({ throttlePolicy: { maxReceivesPerSecond: 2 } });
    const { cloud, topicArn, received } = await confirmed({ DeliveryPolicy });
    for (let i = 0; i < 10; i++) cloud.sns.publish({ topicArn, message: `${i}` });
    await cloud.run(minutes(1));
    const times = received()
      .slice(1)
      .map(({ at }) => at);
    expect(times).toHaveLength(10);
    expect(times[9]! - times[0]!).toBeCloseTo(4.5);
  });

  test('the end of a subscription is announced, and its token brings the subscription back', async () => {
    const { cloud, topicArn, subscriptionArn, received } = await confirmed();
    cloud.sns.unsubscribe({ subscriptionArn });
    await cloud.run(1);
    expect(cloud.sns.getTopicAttributes({ topicArn }).attributes).toMatchObject({
      SubscriptionsDeleted: '1',
    });
    const last = received().at(-1)!;
    expect(last.type).toBe('UnsubscribeConfirmation');
    const { Token } = JSON.parse(last.body) as { Token: string };
    expect(cloud.sns.confirmSubscription({ topicArn, token: Token }).subscriptionArn).toBe(subscriptionArn);
  });
});

describe('what a message looks like', () => {
  test('one mailbox may subscribe for the text and for the JSON: two subscriptions', () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    const all = ['email', 'email-json', 'email'].map(
      (protocol) =>
        cloud.sns.subscribe({ topicArn, protocol, endpoint: 'a@example.com', returnSubscriptionArn: true })
          .subscriptionArn,
    );
    expect(new Set(all).size).toBe(2);
  });

  test('a mail has the subject, and the text alone; email-json has the JSON', async () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    for (const protocol of ['email', 'email-json'])
      cloud.sns.subscribe({ topicArn, protocol, endpoint: `${protocol}@example.com` });
    await cloud.run(1);
    for (const { body } of cloud.sns.outside.received())
      cloud.sns.confirmSubscription({ topicArn, token: (JSON.parse(body) as { Token: string }).Token });
    cloud.sns.publish({ topicArn, message: 'text', subject: 'A subject' });
    await cloud.run(1);
    const [plain, json] = cloud.sns.outside.received().slice(2);
    expect(plain).toMatchObject({ protocol: 'email', subject: 'A subject', body: 'text' });
    expect(JSON.parse(json!.body)).toMatchObject({ Subject: 'A subject', Message: 'text' });
  });

  test('with a structure each protocol gets its own text, and default where it has none', async () => {
    const cloud = oneHost();
    cloud.sns.model.smsSandbox = false;
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue]);
    cloud.sns.subscribe({ topicArn, protocol: 'sms', endpoint: '+4915112345678' });
    const message = JSON.stringify({ default: 'for all', sms: 'short', lambda: 5 });
    cloud.sns.publish({ topicArn, message, messageStructure: 'json' });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['for all']);
    expect(cloud.sns.outside.received('+4915112345678')).toMatchObject([{ body: 'short' }]);
  });

  test.each([
    [{ message: '' }, 'Invalid parameter: Empty message'],
    [{ message: 'm', subject: '' }, 'Invalid parameter: Subject'],
    [{ message: 'm', subject: 'two\nlines' }, 'Invalid parameter: Subject'],
    [{ message: 'm', subject: 'x'.repeat(101) }, 'Invalid parameter: Subject'],
    [{ message: 'x'.repeat(262_145) }, 'Invalid parameter: Message too long'],
    [{ message: 'é'.repeat(131_073) }, 'Invalid parameter: Message too long'],
    [
      { message: '{', messageStructure: 'json' },
      'Invalid parameter: Message Structure - JSON message body failed to parse',
    ],
    [
      { message: '{"sqs":"x"}', messageStructure: 'json' },
      'Invalid parameter: Message Structure - No default entry in JSON message body',
    ],
    [{ message: 'm', messageStructure: 'xml' }, 'Invalid parameter: MessageStructure'],
    [
      { message: 'm', messageAttributes: { a: { dataType: 'Text', stringValue: 'x' } } },
      "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
    ],
    [
      { message: 'm', messageAttributes: { a: { dataType: 'String', stringValue: '' } } },
      "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
    ],
    [
      { message: 'm', messageAttributes: { a: { dataType: 'Binary', stringValue: 'x' } } },
      "The message attribute 'a' with type 'Binary' must use field 'Binary'.",
    ],
  ])('%j is refused: %s', (input, message) => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    expect(() => cloud.sns.publish({ topicArn, ...input })).toThrow(message);
  });

  test('a topic can be raised to 1 MiB; then it has queues, functions and streams only', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue], { MaximumMessageSize: '1048576' });
    cloud.sns.publish({ topicArn, message: 'x'.repeat(1_048_576) });
    await cloud.run(1);
    expect(queue.approximateNumberOfMessages).toBe(1);
    const email = { topicArn, protocol: 'email', endpoint: 'a@example.com' };
    expect(() => cloud.sns.subscribe(email)).toThrow('does not deliver to email');
    const other = topicWith(cloud, 'other');
    cloud.sns.subscribe({ ...email, topicArn: other });
    const raise = { topicArn: other, attributeName: 'MaximumMessageSize', attributeValue: '300000' };
    expect(() => cloud.sns.setTopicAttributes(raise)).toThrow('MaximumMessageSize');
  });
});

describe('sizes and quotas', () => {
  const attribute = (length: number) => ({
    a: { dataType: 'String', stringValue: 'x'.repeat(length) },
  });

  test('a message’s size has its attributes in it: name, type and value', () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    const publish = (bytes: number) =>
      cloud.sns.publish({ topicArn, message: 'x'.repeat(bytes), messageAttributes: attribute(100) });
    expect(() => publish(262_144 - 107)).not.toThrow();
    expect(() => publish(262_144 - 106)).toThrow('Message too long');
  });

  test('the messages of a batch are together no larger than one may be', () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    const batch = (bytes: number) =>
      cloud.sns.publishBatch({
        topicArn,
        publishBatchRequestEntries: ['a', 'b'].map((id) => ({ id, message: 'x'.repeat(bytes) })),
      });
    expect(batch(131_072).successful).toHaveLength(2);
    expect(() => batch(131_073)).toThrow(expect.objectContaining({ code: 'BatchRequestTooLong' }));
  });

  const FilterPolicy = '{"a":["x"]}';
  const tooManyFilters = expect.objectContaining({ code: 'FilterPolicyLimitExceeded' }) as Error;

  test('a topic has 200 filter policies at most, and a refused one leaves its subscription as it was', () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    const subscribe = (i: number, attributes?: Record<string, string>) =>
      cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: cloud.arn('sqs', `q${i}`), attributes });
    for (let i = 0; i < 200; i++) subscribe(i, { FilterPolicy });
    expect(() => subscribe(200, { FilterPolicy })).toThrow(tooManyFilters);
    const subscriptionArn = subscribe(200).subscriptionArn!;
    const set = (attributeValue: string, arn = subscriptionArn) =>
      cloud.sns.setSubscriptionAttributes({
        subscriptionArn: arn,
        attributeName: 'FilterPolicy',
        attributeValue,
      });
    expect(() => set(FilterPolicy)).toThrow(tooManyFilters);
    const { attributes } = cloud.sns.getSubscriptionAttributes({ subscriptionArn });
    expect(attributes).not.toHaveProperty('FilterPolicy');
    const [first] = cloud.sns.listSubscriptionsByTopic({ topicArn }).subscriptions!;
    expect(() => set('{"a":["y"]}', first!.subscriptionArn)).not.toThrow();
    set('{}', first!.subscriptionArn);
    expect(() => set(FilterPolicy)).not.toThrow();
  });

  test('an account has so many filter policies, and so many pending subscriptions, over all its topics', () => {
    const cloud = oneHost();
    const [one, two] = [topicWith(cloud, 'one'), topicWith(cloud, 'two')];
    const { quotas } = cloud.region(cloud.name);
    quotas.set(snsLimits.accountFilters, 1);
    quotas.set(snsLimits.pendingSubscriptions, 1);
    const endpoint = cloud.arn('sqs', 'q');
    cloud.sns.subscribe({ topicArn: one, protocol: 'sqs', endpoint, attributes: { FilterPolicy } });
    expect(() =>
      cloud.sns.subscribe({ topicArn: two, protocol: 'sqs', endpoint, attributes: { FilterPolicy } }),
    ).toThrow(tooManyFilters);
    cloud.sns.subscribe({ topicArn: one, protocol: 'email', endpoint: 'a@example.com' });
    expect(() =>
      cloud.sns.subscribe({ topicArn: two, protocol: 'email', endpoint: 'b@example.com' }),
    ).toThrow(expect.objectContaining({ code: 'SubscriptionLimitExceeded' }));
    // What waits for a topic that is gone waits no longer.
    cloud.sns.deleteTopic({ topicArn: one });
    expect(() =>
      cloud.sns.subscribe({ topicArn: two, protocol: 'email', endpoint: 'b@example.com' }),
    ).not.toThrow();
  });

  test('a change of a filter policy takes effect after the delay of the model', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue]);
    cloud.sns.model.filterPolicyDelay = minutes(15);
    const [subscription] = cloud.sns.listSubscriptions({}).subscriptions!;
    cloud.sns.setSubscriptionAttributes({
      subscriptionArn: subscription!.subscriptionArn!,
      attributeName: 'FilterPolicy',
      attributeValue: FilterPolicy,
    });
    for (const message of ['before', 'after']) {
      cloud.sns.publish({ topicArn, message });
      await cloud.run(minutes(15));
    }
    expect(await bodies(queue)).toEqual(['before']);
  });
});

test('a Firehose stream that throttles is tried again by the customer’s phases: 50 times, 10 seconds at first', async () => {
  const cloud = oneHost();
  const topicArn = topicWith(cloud, 't');
  cloud.sns.subscribe({
    topicArn,
    protocol: 'firehose',
    endpoint: cloud.arn('firehose', 'deliverystream/s'),
    attributes: { SubscriptionRoleArn: 'arn:aws:iam::123456789012:role/r' },
  });
  const tries: number[] = [];
  const { deliver } = cloud;
  cloud.deliver = (arn, delivery) => {
    if (!arn.includes(':firehose:')) return deliver.call(cloud, arn, delivery);
    tries.push(cloud.now);
    throw new AwsError('Firehose', 'ThrottlingException', { status: 400, fault: 'client' }, 'slower');
  };
  cloud.sns.publish({ topicArn, message: 'm' });
  await cloud.run(days(1));
  expect(tries).toHaveLength(51);
  expect(Math.round(tries[1]! - tries[0]!)).toBe(10);
});

describe('FIFO topics', () => {
  const fifo = { ContentBasedDeduplication: 'true' };

  test('each queue gets a group’s messages in order, whatever happens to another queue', async () => {
    const cloud = oneHost();
    const [a, b] = [openQueue(cloud, 'a.fifo'), openQueue(cloud, 'b.fifo')];
    const topicArn = topicWith(cloud, 't.fifo', [a, b], fifo);
    const deliver = cloud.sqs.deliver.bind(cloud.sqs);
    let failures = 7;
    cloud.sqs.deliver = (arn, delivery) => {
      if (arn === a.arn && failures-- > 0) throw new AwsError('SQS', 'ServiceUnavailable', down, 'down');
      return deliver(arn, delivery);
    };
    const sent = Array.from({ length: 6 }, (_, i) => `m${i}`);
    for (const message of sent) cloud.sns.publish({ topicArn, message, messageGroupId: 'g' });
    await cloud.run(1);
    expect(await bodies(b)).toEqual(sent);
    await cloud.run(minutes(1));
    expect(await bodies(a)).toEqual(sent);
  });

  test('a message that can’t be delivered holds up its group at that subscriber, and no other group', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q.fifo');
    const topicArn = topicWith(cloud, 't.fifo', [queue], fifo);
    const deliver = cloud.sqs.deliver.bind(cloud.sqs);
    cloud.sqs.deliver = (arn, delivery) => {
      if (delivery.messageGroupId === 'stuck') throw new AwsError('SQS', 'ServiceUnavailable', down, 'down');
      return deliver(arn, delivery);
    };
    for (const [i, messageGroupId] of ['stuck', 'stuck', 'free', 'free'].entries())
      cloud.sns.publish({
        topicArn,
        message: `${messageGroupId} ${cloud.now}`,
        messageGroupId,
        messageDeduplicationId: `${i}`,
      });
    await cloud.run(hours(1));
    expect((await drain(queue)).map(({ attributes }) => attributes.messageGroupId)).toEqual(['free', 'free']);
  });

  test.each([
    ['the topic', {}, 1],
    ['a message group', { FifoThroughputScope: 'MessageGroup' }, 2],
  ])('a deduplication id counts within %s', async (_scope, attributes, delivered) => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q.fifo');
    void queue.setQueueAttributes({
      deduplicationScope: 'messageGroup',
      fifoThroughputLimit: 'perMessageGroupId',
    });
    const topicArn = topicWith(cloud, 't.fifo', [queue], { ...fifo, ...attributes });
    for (const messageGroupId of ['g', 'h']) cloud.sns.publish({ topicArn, message: 'same', messageGroupId });
    await cloud.run(1);
    expect(await bodies(queue)).toHaveLength(delivered);
  });

  test('a repeated publish is answered as the first was, for five minutes', async () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't.fifo', [], fifo);
    const publish = () => cloud.sns.publish({ topicArn, message: 'same', messageGroupId: 'g' });
    const first = publish();
    await cloud.run(minutes(5) - 1);
    expect(publish()).toEqual(first);
    await cloud.run(1);
    const later = publish();
    expect(later.sequenceNumber! > first.sequenceNumber!).toBe(true);
  });

  test('a group takes 300 messages a second; more are throttled', () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't.fifo', [], fifo);
    const publish = (i: number, messageGroupId = 'g') =>
      cloud.sns.publish({ topicArn, message: `${i}`, messageGroupId });
    for (let i = 0; i < 300; i++) publish(i);
    expect(() => publish(300)).toThrow(expect.objectContaining({ code: 'Throttled' }));
    expect(() => publish(300, 'h')).not.toThrow();
  });

  test('a topic takes 3000 messages a second in all, unless deduplication counts within groups', () => {
    const publishIn = (attributes: Record<string, string>) => {
      const cloud = oneHost();
      const topicArn = topicWith(cloud, 't.fifo', [], { ...fifo, ...attributes });
      return (i: number) =>
        cloud.sns.publish({ topicArn, message: `${i}`, messageGroupId: `g${Math.floor(i / 100)}` });
    };
    const [whole, byGroup] = [publishIn({}), publishIn({ FifoThroughputScope: 'MessageGroup' })];
    for (let i = 0; i < 3000; i++) {
      whole(i);
      byGroup(i);
    }
    expect(() => whole(3000)).toThrow(expect.objectContaining({ code: 'Throttled' }));
    expect(() => byGroup(3000)).not.toThrow();
  });

  test('a standard queue gets a FIFO topic’s messages without their groups', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't.fifo', [queue], fifo);
    cloud.sns.publish({ topicArn, message: 'm', messageGroupId: 'g' });
    await cloud.run(1);
    const [message] = await drain(queue);
    expect(message!.attributes.messageGroupId).toBeUndefined();
  });

  test('a standard topic forwards groups to standard queues: that makes them fair', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue]);
    cloud.sns.publish({ topicArn, message: 'm', messageGroupId: 'tenant' });
    await cloud.run(1);
    const [message] = await drain(queue);
    expect(message!.attributes.messageGroupId).toBe('tenant');
  });
});

describe('who may', () => {
  const OTHER = '222222222222';

  test('another account may publish only where the topic’s policy says so', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue]);
    const other = cloud.inAccount(OTHER);
    expect(() => other.sns.publish({ topicArn, message: 'm' })).toThrow(
      expect.objectContaining({
        code: 'AuthorizationError',
        message: `User: arn:aws:iam::${OTHER}:root is not authorized to perform: SNS:Publish on resource: ${topicArn} because no resource-based policy allows the SNS:Publish action`,
      }),
    );
    cloud.sns.addPermission({ topicArn, label: 'friends', awsAccountId: [OTHER], actionName: ['Publish'] });
    other.sns.publish({ topicArn, message: 'm' });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['m']);
    expect(() => other.sns.deleteTopic({ topicArn })).toThrow('SNS:DeleteTopic');
    cloud.sns.removePermission({ topicArn, label: 'friends' });
    expect(() => other.sns.publish({ topicArn, message: 'm' })).toThrow('not authorized');
  });

  test('a queue of another account confirms its subscription', async () => {
    const cloud = oneHost();
    const topicArn = topicWith(cloud, 't');
    const { sqs } = cloud.inAccount(OTHER);
    sqs.model.hosts = 1;
    const queue = sqs.createQueue('q');
    void queue.setQueueAttributes({ policy: allow('sns', queue.arn, topicArn) });
    cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: queue.arn, attributes: raw });
    cloud.sns.publish({ topicArn, message: 'too early' });
    await cloud.run(1);
    const [asked] = await drain(queue);
    const { Type, Token } = JSON.parse(asked!.body) as { Type: string; Token: string };
    expect(Type).toBe('SubscriptionConfirmation');
    cloud.sns.confirmSubscription({ topicArn, token: Token });
    cloud.sns.publish({ topicArn, message: 'now' });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['now']);
  });

  test('another service publishes where the topic’s policy names it', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const topicArn = topicWith(cloud, 't', [queue]);
    const from = cloud.arn('events', 'rule/r');
    const delivery = { payload: 'm', principal: 'events.amazonaws.com', from };
    expect(() => cloud.deliver(topicArn, delivery)).toThrow('events.amazonaws.com is not authorized');
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
    };
    const attributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
    cloud.sns.setTopicAttributes({ topicArn, attributeName: 'Policy', attributeValue });
    await cloud.deliver(topicArn, delivery);
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['m']);
  });
});

describe('text messages', () => {
  const number = '+4915112345678';

  test('in the sandbox only verified numbers get any; others fail without a word to the sender', async () => {
    const cloud = oneHost();
    const { sns } = cloud;
    const texts = () => sns.outside.received(number).filter(({ type }) => type === 'Notification');
    expect(sns.getSMSSandboxAccountStatus()).toEqual({ isInSandbox: true });
    expect(sns.publish({ phoneNumber: number, message: 'm' }).messageId).toBeDefined();
    await cloud.run(1);
    expect(texts()).toEqual([]);
    sns.createSMSSandboxPhoneNumber({ phoneNumber: number });
    const code = /\d{6}/.exec(sns.outside.received(number)[0]!.body)![0];
    const wrong = code === '000000' ? '000001' : '000000';
    expect(() => sns.verifySMSSandboxPhoneNumber({ phoneNumber: number, oneTimePassword: wrong })).toThrow(
      'one-time password',
    );
    sns.verifySMSSandboxPhoneNumber({ phoneNumber: number, oneTimePassword: code });
    expect(sns.listSMSSandboxPhoneNumbers({})).toMatchObject({ phoneNumbers: [{ status: 'Verified' }] });
    sns.publish({ phoneNumber: number, message: 'm' });
    await cloud.run(1);
    expect(texts()).toHaveLength(1);
  });

  test('a number that answered STOP, and one of the United States without an origination number, get none', async () => {
    const cloud = oneHost();
    const { sns } = cloud;
    sns.model.smsSandbox = false;
    sns.optOut(number);
    for (const phoneNumber of [number, '+12065550100']) sns.publish({ phoneNumber, message: 'm' });
    await cloud.run(1);
    expect(sns.outside.received()).toEqual([]);
    sns.optInPhoneNumber({ phoneNumber: number });
    sns.model.usOriginationNumber = true;
    for (const phoneNumber of [number, '+12065550100']) sns.publish({ phoneNumber, message: 'm' });
    await cloud.run(1);
    expect(sns.outside.received()).toHaveLength(2);
  });

  test('a month’s text messages stop at 1 USD; a new month begins anew', async () => {
    const cloud = oneHost();
    cloud.sns.model.smsSandbox = false;
    for (let i = 0; i < 200; i++) cloud.sns.publish({ phoneNumber: number, message: 'm' });
    await cloud.run(1);
    expect(cloud.sns.outside.received()).toHaveLength(156);
    await cloud.run(days(31));
    cloud.sns.publish({ phoneNumber: number, message: 'm' });
    await cloud.run(1);
    expect(cloud.sns.outside.received()).toHaveLength(157);
  });
});

test('a device gets a push notification, unless it is disabled', async () => {
  const cloud = oneHost();
  const { sns } = cloud;
  const { platformApplicationArn } = sns.createPlatformApplication({
    name: 'app',
    platform: 'GCM',
    attributes: { PlatformCredential: 'key' },
  });
  const device = { platformApplicationArn: platformApplicationArn!, token: 'device' };
  const { endpointArn } = sns.createPlatformEndpoint(device);
  expect(sns.createPlatformEndpoint(device).endpointArn).toBe(endpointArn);
  const topicArn = topicWith(cloud, 't');
  sns.subscribe({ topicArn, protocol: 'application', endpoint: endpointArn! });
  sns.publish({ topicArn, message: 'by topic' });
  sns.publish({ targetArn: endpointArn!, message: 'directly' });
  await cloud.run(1);
  expect(
    sns.outside
      .received(endpointArn!)
      .map(({ body }) => body)
      .sort(),
  ).toEqual(['by topic', 'directly']);
  sns.setEndpointAttributes({ endpointArn: endpointArn!, attributes: { Enabled: 'false' } });
  expect(() => sns.publish({ targetArn: endpointArn!, message: 'm' })).toThrow('Endpoint is disabled');
});

test('what is published and delivered is counted and billed', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q');
  const topicArn = topicWith(cloud, 't', [queue]);
  const filtered = openQueue(cloud, 'other');
  const FilterPolicy = '{"kind":["x"]}';
  cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint: filtered.arn, attributes: { FilterPolicy } });
  const names = [
    'NumberOfMessagesPublished',
    'PublishSize',
    'NumberOfNotificationsDelivered',
    'NumberOfNotificationsFilteredOut',
    'NumberOfNotificationsFilteredOut-NoMessageAttributes',
  ] as const;
  const recorded = names.map((name) => cloud.record(cloud.sns.metric(topicArn, name), { statistic: 'Sum' }));
  cloud.sns.publish({ topicArn, message: 'x'.repeat(100_000) });
  cloud.sns.publish({ topicArn, message: 'x' });
  await cloud.run(minutes(1));
  expect(recorded.map(([point]) => point?.[1])).toEqual([2, 100_001, 2, 2, 2]);
  const line = cloud.meter.bill().find(({ item }) => item === 'requests to standard topics');
  // 100,000 bytes are two requests.
  expect(line).toMatchObject({ quantity: 3, usd: 1.5e-6 });
});

describe('archive and replay of a FIFO topic', () => {
  const archived = (days = 30) => {
    const cloud = oneHost();
    const ArchivePolicy = JSON.stringify({ MessageRetentionPeriod: String(days) });
    const topicArn = topicWith(cloud, 't.fifo', [], { ArchivePolicy });
    return { cloud, topicArn };
  };
  const publish = async (cloud: Cloud, topicArn: string, ...texts: string[]) => {
    for (const message of texts) {
      cloud.sns.publish({ topicArn, message, messageGroupId: 'g', messageDeduplicationId: message });
      await cloud.run(1);
    }
  };
  const from = (StartingPoint: string, EndingPoint?: string) =>
    JSON.stringify({ PointType: 'Timestamp', StartingPoint, EndingPoint });

  test('a new subscriber gets what was published before it came, in order, and then what is new', async () => {
    const { cloud, topicArn } = archived();
    await publish(cloud, topicArn, 'a', 'b', 'c');
    const queue = openQueue(cloud, 'q.fifo');
    const { subscriptionArn } = cloud.sns.subscribe({
      topicArn,
      protocol: 'sqs',
      endpoint: queue.arn,
      attributes: { ReplayPolicy: from('2026-01-01T00:00:00Z') },
    });
    const status = () =>
      cloud.sns.getSubscriptionAttributes({ subscriptionArn: subscriptionArn! }).attributes!['ReplayStatus'];
    expect(status()).toBe('In progress');
    await publish(cloud, topicArn, 'd');
    await cloud.run(1);
    expect(status()).toBe('Completed');
    const came = (await bodies(queue)).map((body) => JSON.parse(body) as Record<string, string>);
    expect(came.map(({ Message, Replayed, Timestamp }) => [Message, Replayed, Timestamp])).toEqual([
      ['a', 'true', '2026-01-01T00:00:00.000Z'],
      ['b', 'true', '2026-01-01T00:00:01.000Z'],
      ['c', 'true', '2026-01-01T00:00:02.000Z'],
      ['d', undefined, '2026-01-01T00:00:03.000Z'],
    ]);
  });

  test('a replay is of a time, and goes through the filter', async () => {
    const { cloud, topicArn } = archived();
    const queue = openQueue(cloud, 'q.fifo');
    const { subscriptionArn } = cloud.sns.subscribe({
      topicArn,
      protocol: 'sqs',
      endpoint: queue.arn,
      attributes: {
        RawMessageDelivery: 'true',
        FilterPolicyScope: 'MessageBody',
        FilterPolicy: '{"n":[{"numeric":["<",4]}]}',
      },
    });
    await publish(cloud, topicArn, ...[0, 1, 2, 3, 4, 5].map((n) => JSON.stringify({ n })));
    // The queue drops what it has had in the last five minutes.
    await cloud.run(minutes(6));
    await drain(queue);
    cloud.sns.setSubscriptionAttributes({
      subscriptionArn: subscriptionArn!,
      attributeName: 'ReplayPolicy',
      attributeValue: from('2026-01-01T00:00:02Z', '2026-01-01T00:00:04Z'),
    });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['{"n":2}', '{"n":3}']);
  });

  test('an archive forgets after its days, and ends with its policy', async () => {
    const { cloud, topicArn } = archived(1);
    await publish(cloud, topicArn, 'a');
    await cloud.run(days(1));
    await publish(cloud, topicArn, 'b');
    const [queue, other] = [openQueue(cloud, 'q.fifo'), openQueue(cloud, 'other.fifo')];
    const subscribe = (endpoint: string) =>
      cloud.sns.subscribe({
        topicArn,
        protocol: 'sqs',
        endpoint,
        attributes: { RawMessageDelivery: 'true', ReplayPolicy: from('2026-01-01T00:00:00Z') },
      });
    subscribe(queue.arn);
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['b']);
    expect(() => cloud.sns.deleteTopic({ topicArn })).toThrow('active archive policy');
    cloud.sns.setTopicAttributes({ topicArn, attributeName: 'ArchivePolicy', attributeValue: '{}' });
    expect(() => subscribe(other.arn)).toThrow('the topic has no archive');
    cloud.sns.deleteTopic({ topicArn });
  });

  test.each([
    ['x', 'must be a JSON object'],
    ['{"MessageRetentionPeriod":"0"}', 'from 1 to 365'],
    ['{"MessageRetentionPeriod":"366"}', 'from 1 to 365'],
    ['{"Days":"1"}', 'from 1 to 365'],
  ])('the archive policy %s is refused', (ArchivePolicy, message) => {
    const attributes = { FifoTopic: 'true', ArchivePolicy };
    expect(() => oneHost().sns.createTopic({ name: 't.fifo', attributes })).toThrow(message);
  });

  test.each([
    ['{"PointType":"Offset","StartingPoint":"2026-01-02"}', 'PointType must be Timestamp'],
    [from('soon'), 'must be times'],
    [from('2026-01-02', '2026-01-01'), 'EndingPoint must be later'],
    [from('2025-12-31'), 'before the beginning of the archive'],
  ])('the replay policy %s is refused', (ReplayPolicy, message) => {
    const { cloud, topicArn } = archived();
    const endpoint = openQueue(cloud, 'q.fifo').arn;
    expect(() =>
      cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint, attributes: { ReplayPolicy } }),
    ).toThrow(message);
  });

  test('a standard topic has none', () => {
    const attributes = { ArchivePolicy: '{"MessageRetentionPeriod":"30"}' };
    expect(() => oneHost().sns.createTopic({ name: 't', attributes })).toThrow(
      'Unknown attribute ArchivePolicy',
    );
  });
});
