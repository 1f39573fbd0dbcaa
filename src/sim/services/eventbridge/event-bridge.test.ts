import { describe, expect, test } from 'vitest';
import { AwsError, days, hours, minutes, type Cloud } from '../../index.ts';
import { allow, bodies, drain, oneHost, openQueue } from '../../../testing/messaging.ts';
import type { Model, Target } from './schema.ts';

const DOWN = { status: 503, fault: 'server' } as const;

/** A rule on the default bus, whose targets are queues. */
function rule(cloud: Cloud, name: string, pattern: object, ...targets: (string | Partial<Model<Target>>)[]) {
  const { ruleArn } = cloud.eventbridge.putRule({ name, eventPattern: JSON.stringify(pattern) });
  const all = targets.map((target, i) =>
    typeof target === 'string' ? { id: `t${i}`, arn: target } : { id: `t${i}`, arn: '', ...target },
  );
  cloud.eventbridge.putTargets({ rule: name, targets: all });
  return ruleArn!;
}

const put = (cloud: Cloud, source: string, detail: object = {}, more: object = {}) =>
  cloud.eventbridge.putEvents({
    entries: [{ source, detailType: 'test', detail: JSON.stringify(detail), ...more }],
  });

const counted = (points: [number, number][]) => points.reduce((sum, [, value]) => sum + value, 0);

test('an event goes to every target of every rule that it matches, and to no other', async () => {
  const cloud = oneHost();
  const [a, b, c] = ['a', 'b', 'c'].map((name) => openQueue(cloud, name, 'events'));
  rule(cloud, 'shop', { source: ['shop'] }, a!.arn, b!.arn);
  rule(cloud, 'bank', { source: ['bank'] }, c!.arn);
  const { entries } = put(cloud, 'shop', { order: 7 });
  await cloud.run(1);
  const [event] = await bodies(a!);
  expect(JSON.parse(event!)).toEqual({
    version: '0',
    id: entries![0]!.eventId,
    'detail-type': 'test',
    source: 'shop',
    account: '123456789012',
    time: '2026-01-01T00:00:00Z',
    region: 'us-east-1',
    resources: [],
    detail: { order: 7 },
  });
  expect(await bodies(b!)).toEqual([event]);
  expect(await bodies(c!)).toEqual([]);
});

test('a disabled rule loses the events that come meanwhile', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  rule(cloud, 'r', { source: ['shop'] }, queue.arn);
  cloud.eventbridge.disableRule({ name: 'r' });
  put(cloud, 'shop', { n: 1 });
  cloud.eventbridge.enableRule({ name: 'r' });
  put(cloud, 'shop', { n: 2 });
  await cloud.run(1);
  expect((await bodies(queue)).map((body) => (JSON.parse(body) as { detail: unknown }).detail)).toEqual([
    { n: 2 },
  ]);
});

test('events of AWS’s own services come on the default bus by themselves', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  rule(cloud, 'stopped', { source: ['aws.ec2'], detail: { state: ['stopped'] } }, queue.arn);
  const emit = (state: string) =>
    cloud.events.put('aws.ec2', 'EC2 Instance State-change Notification', [], () => ({
      'instance-id': 'i-1',
      state,
    }));
  emit('pending');
  emit('stopped');
  await cloud.run(1);
  expect(await bodies(queue)).toHaveLength(1);
  expect(put(cloud, 'aws.ec2').entries).toEqual([
    { errorCode: 'NotAuthorizedForSourceException', errorMessage: 'Not authorized for the source.' },
  ]);
});

describe('PutEvents', () => {
  test.each([
    [{ detail: '[1]' }, 'MalformedDetail'],
    [{ detail: '"text"' }, 'MalformedDetail'],
    [{ detail: undefined }, 'InvalidArgument'],
    [{ source: '' }, 'InvalidArgument'],
  ])('an entry with %j fails alone: %s', (change, errorCode) => {
    const cloud = oneHost();
    const good = { source: 's', detailType: 't', detail: '{}' };
    const { failedEntryCount, entries } = cloud.eventbridge.putEvents({
      entries: [{ ...good, ...change }, good],
    });
    expect(failedEntryCount).toBe(1);
    expect(entries).toMatchObject([{ errorCode }, { eventId: expect.any(String) as string }]);
  });

  test('all entries together stay below 1 MB; a time counts 14 bytes', () => {
    const cloud = oneHost();
    const entry = (bytes: number, more = {}) => ({
      source: 'ab',
      detailType: 'cd',
      detail: JSON.stringify('x'.repeat(bytes))
        .replace(/^"|"$/g, '"')
        .replace(/^/, '{"a":')
        .replace(/$/, '}'),
      ...more,
    });
    const overhead = 4 + '{"a":""}'.length;
    const room = 1_048_576 - 1 - overhead;
    expect(cloud.eventbridge.putEvents({ entries: [entry(room)] }).failedEntryCount).toBe(0);
    const refused = 'Total size of the entries in the request is over the limit.';
    expect(() => cloud.eventbridge.putEvents({ entries: [entry(room + 1)] })).toThrow(refused);
    const time = new Date(0);
    expect(() => cloud.eventbridge.putEvents({ entries: [entry(room - 13, { time })] })).toThrow(refused);
    expect(() => cloud.eventbridge.putEvents({ entries: [entry(room - 14, { time })] })).not.toThrow();
  });

  test('numbers come as they were written, and of equal keys the last', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q', 'events');
    rule(cloud, 'r', { detail: { price: [300] } }, { arn: queue.arn, inputPath: '$.detail' });
    const detail = '{"price": 1, "price": 300.0, "big": 12345678901234567890}';
    cloud.eventbridge.putEvents({ entries: [{ source: 's', detailType: 't', detail }] });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['{"price":300.0,"big":12345678901234567890}']);
  });
});

describe('a target that fails', () => {
  function failing(retryPolicy?: Model<Target>['retryPolicy'], end = Infinity) {
    const cloud = oneHost();
    const [queue, dead] = [openQueue(cloud, 'q', 'events'), openQueue(cloud, 'dead', 'events')];
    const ruleArn = rule(
      cloud,
      'r',
      { source: ['shop'] },
      { arn: queue.arn, deadLetterConfig: { arn: dead.arn }, retryPolicy },
    );
    const deliver = cloud.sqs.deliver.bind(cloud.sqs);
    const tries: number[] = [];
    cloud.sqs.deliver = (arn, delivery) => {
      if (arn !== queue.arn) return deliver(arn, delivery);
      tries.push(cloud.now);
      if (cloud.now >= end) return deliver(arn, delivery);
      throw new AwsError('SQS', 'ServiceUnavailable', DOWN, 'down');
    };
    return { cloud, queue, dead, ruleArn, tries };
  }

  const letter = async (dead: Parameters<typeof drain>[0]) => {
    const [message] = await drain(dead);
    const attributes = Object.entries(message?.messageAttributes ?? {});
    return Object.fromEntries(attributes.map(([name, { stringValue }]) => [name, stringValue]));
  };

  test('is tried again 185 times within 24 hours, at growing delays, and then the event is a dead letter', async () => {
    const { cloud, dead, ruleArn, queue, tries } = failing();
    put(cloud, 'shop');
    await cloud.run(days(1) + minutes(1));
    expect(tries).toHaveLength(186);
    expect(tries.slice(1, 6).map((at, i) => Math.round(at - tries[i]!))).toEqual([1, 2, 4, 8, 16]);
    expect(tries.at(-1)! - tries[0]!).toBeLessThanOrEqual(days(1));
    expect(await letter(dead)).toEqual({
      RULE_ARN: ruleArn,
      TARGET_ARN: queue.arn,
      ERROR_CODE: 'INTERNAL_ERROR',
      ERROR_MESSAGE: 'down',
      RETRY_ATTEMPTS: '185',
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
    });
  });

  test.each([
    [{ maximumRetryAttempts: 3 }, 3, 'MaximumRetryAttempts'],
    [{ maximumRetryAttempts: 0 }, 0, 'MaximumRetryAttempts'],
    [{ maximumEventAgeInSeconds: 60 }, 5, 'MaximumEventAgeInSeconds'],
  ])('%j ends the retries after %d', async (policy, retries, condition) => {
    const { cloud, dead, tries } = failing(policy);
    put(cloud, 'shop');
    await cloud.run(hours(1));
    expect(tries).toHaveLength(retries + 1);
    expect(await letter(dead)).toMatchObject({
      RETRY_ATTEMPTS: String(retries),
      EXHAUSTED_RETRY_CONDITION: condition,
    });
  });

  test('gets the event once it is back', async () => {
    const { cloud, queue } = failing(undefined, hours(3));
    put(cloud, 'shop');
    await cloud.run(hours(3) + 500);
    expect(await bodies(queue)).toHaveLength(1);
  });

  test.each([
    ['a missing permission', 'NO_PERMISSIONS', (cloud: Cloud) => cloud.sqs.createQueue('shut').arn],
    ['a target that is gone', 'NO_RESOURCE', (cloud: Cloud) => cloud.arn('sqs', 'nowhere')],
  ])('%s is no reason to try again: the event is a dead letter at once', async (_what, code, arn) => {
    const cloud = oneHost();
    const dead = openQueue(cloud, 'dead', 'events');
    rule(cloud, 'r', { source: ['shop'] }, { arn: arn(cloud), deadLetterConfig: { arn: dead.arn } });
    put(cloud, 'shop', { n: 1 });
    await cloud.run(1);
    const [message] = await drain(dead);
    expect(JSON.parse(message!.body)).toMatchObject({ source: 'shop', detail: { n: 1 } });
    expect(message!.messageAttributes).toMatchObject({
      ERROR_CODE: { stringValue: code },
      RETRY_ATTEMPTS: { dataType: 'Number', stringValue: '0' },
    });
    expect(message!.messageAttributes).not.toHaveProperty('EXHAUSTED_RETRY_CONDITION');
  });

  test('a template that is not JSON for an event sends nothing to the target', async () => {
    const cloud = oneHost();
    const [queue, dead] = [openQueue(cloud, 'q', 'events'), openQueue(cloud, 'dead', 'events')];
    const inputTransformer = { inputPathsMap: { d: '$.detail' }, inputTemplate: '{"a": "<d>"}' };
    rule(
      cloud,
      'r',
      { source: ['shop'] },
      { arn: queue.arn, inputTransformer, deadLetterConfig: { arn: dead.arn } },
    );
    put(cloud, 'shop', { quoted: 'yes' });
    await cloud.run(1);
    expect(await bodies(queue)).toEqual([]);
    expect(await letter(dead)).toMatchObject({ ERROR_CODE: 'INVALID_JSON' });
  });

  test('is counted: attempts, invocations, failures, dead letters', async () => {
    const { cloud } = failing({ maximumRetryAttempts: 2 });
    const names = [
      'InvocationAttempts',
      'RetryInvocationAttempts',
      'Invocations',
      'FailedInvocations',
      'InvocationsSentToDlq',
    ] as const;
    const recorded = names.map((name) => cloud.record(cloud.eventbridge.metric('r', name)));
    put(cloud, 'shop');
    await cloud.run(minutes(2));
    expect(recorded.map(counted)).toEqual([3, 2, 1, 1, 1]);
  });
});

describe('quotas', () => {
  const limit = 'The requested resource exceeds the maximum number allowed.';

  test('a rule has five targets at most; one that is put again counts once', () => {
    const cloud = oneHost();
    const arn = cloud.arn('sqs', 'q');
    rule(cloud, 'r', { source: ['shop'] }, ...Array.from({ length: 5 }, () => arn));
    const more = (id: string) => cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id, arn }] });
    expect(() => more('t0')).not.toThrow();
    expect(() => more('t5')).toThrow(limit);
    expect(cloud.eventbridge.listTargetsByRule({ rule: 'r' }).targets).toHaveLength(5);
  });

  test('a rule that is put again keeps its targets, and is enabled unless it says otherwise', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q', 'events');
    rule(cloud, 'r', { source: ['shop'] }, queue.arn);
    cloud.eventbridge.disableRule({ name: 'r' });
    cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["kiosk"]}' });
    expect(cloud.eventbridge.describeRule({ name: 'r' }).state).toBe('ENABLED');
    put(cloud, 'kiosk');
    await cloud.run(1);
    expect(queue.approximateNumberOfMessages).toBe(1);
  });

  test('a target that is not there can’t be removed: it is a failed entry, and no error', () => {
    const cloud = oneHost();
    rule(cloud, 'r', { source: ['shop'] }, cloud.arn('sqs', 'q'));
    const removed = cloud.eventbridge.removeTargets({ rule: 'r', ids: ['t0', 't1'] });
    expect(removed).toMatchObject({ failedEntryCount: 1, failedEntries: [{ targetId: 't1' }] });
    expect(cloud.eventbridge.listTargetsByRule({ rule: 'r' }).targets).toEqual([]);
  });

  test('rules of one name on two buses are counted apart', async () => {
    const cloud = oneHost();
    cloud.eventbridge.createEventBus({ name: 'shop' });
    const eventPattern = '{"source":["shop"]}';
    for (const eventBusName of ['default', 'shop'])
      cloud.eventbridge.putRule({ name: 'r', eventBusName, eventPattern });
    const matched = ['default', 'shop'].map((bus) =>
      cloud.record(cloud.eventbridge.metric('r', 'MatchedEvents', bus)),
    );
    void cloud.cloudwatch;
    put(cloud, 'shop', {}, { eventBusName: 'shop' });
    await cloud.run(minutes(2));
    expect(matched.map(counted)).toEqual([0, 1]);
    const { metrics = [] } = cloud.cloudwatch.listMetrics({
      namespace: 'AWS/Events',
      metricName: 'MatchedEvents',
    });
    expect(metrics.map(({ dimensions }) => dimensions)).toContainEqual([
      { name: 'EventBusName', value: 'shop' },
      { name: 'RuleName', value: 'r' },
    ]);
  });

  test('a bus has 300 rules at most, and 30 with wildcards', () => {
    const cloud = oneHost();
    const wild = { source: [{ wildcard: 'shop*' }] };
    const not = { source: [{ 'anything-but': { wildcard: 'shop*' } }] };
    for (let i = 0; i < 30; i++) rule(cloud, `w${i}`, i % 2 ? wild : not);
    expect(() => rule(cloud, 'w30', wild)).toThrow(limit);
    expect(() => rule(cloud, 'w29', not)).not.toThrow();
    for (let i = 30; i < 300; i++) rule(cloud, `r${i}`, { source: ['shop'] });
    expect(() => rule(cloud, 'r300', { source: ['shop'] })).toThrow(limit);
    expect(() => rule(cloud, 'r299', { source: ['bank'] })).not.toThrow();
  });
});

describe('targets', () => {
  test('a FIFO queue needs a message group', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q.fifo', 'events');
    void queue.setQueueAttributes({ contentBasedDeduplication: true });
    cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
    const put1 = (more: object) =>
      cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: queue.arn, ...more }] });
    expect(() => put1({})).toThrow('Parameter(s) SqsParameters must be specified for target: t.');
    put1({ sqsParameters: { messageGroupId: 'g' } });
    put(cloud, 'shop');
    await cloud.run(1);
    const [message] = await drain(queue);
    expect(message!.attributes.messageGroupId).toBe('g');
  });

  test('a dead-letter queue is a standard queue', () => {
    const cloud = oneHost();
    const arn = cloud.arn('sqs', 'q');
    const dead = (name: string, service = 'sqs') => ({
      arn,
      deadLetterConfig: { arn: cloud.arn(service, name) },
    });
    expect(() => rule(cloud, 'r', { source: ['shop'] }, dead('dead.fifo'))).toThrow('a standard queue');
    expect(() => rule(cloud, 'r', { source: ['shop'] }, dead('dead', 'sns'))).toThrow('a standard queue');
    expect(() => rule(cloud, 'r', { source: ['shop'] }, dead('dead'))).not.toThrow();
  });

  test('a topic takes events where its policy names EventBridge', async () => {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q');
    const { topicArn } = cloud.sns.createTopic({ name: 't' });
    const attributes = { RawMessageDelivery: 'true' };
    cloud.sns.subscribe({ topicArn: topicArn!, protocol: 'sqs', endpoint: queue.arn, attributes });
    rule(cloud, 'r', { source: ['shop'] }, { arn: topicArn!, input: '"hello"' });
    put(cloud, 'shop');
    await cloud.run(1);
    expect(await bodies(queue)).toEqual([]);
    const Statement = {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sns:Publish',
      Resource: topicArn,
    };
    const attributeValue = JSON.stringify({ Version: '2012-10-17', Statement });
    cloud.sns.setTopicAttributes({ topicArn: topicArn!, attributeName: 'Policy', attributeValue });
    put(cloud, 'shop');
    await cloud.run(1);
    expect(await bodies(queue)).toEqual(['"hello"']);
  });

  test('a rule with targets can’t be deleted, nor a bus with rules', () => {
    const cloud = oneHost();
    const { eventbridge } = cloud;
    eventbridge.createEventBus({ name: 'b' });
    eventbridge.putRule({ name: 'r', eventBusName: 'b', eventPattern: '{"source":["s"]}' });
    eventbridge.putTargets({
      rule: 'r',
      eventBusName: 'b',
      targets: [{ id: 't', arn: cloud.arn('sqs', 'q') }],
    });
    expect(() => eventbridge.deleteRule({ name: 'r', eventBusName: 'b' })).toThrow('since it has targets');
    expect(() => eventbridge.deleteEventBus({ name: 'b' })).toThrow('since it has rules');
    eventbridge.removeTargets({ rule: 'r', eventBusName: 'b', ids: ['t'] });
    eventbridge.deleteRule({ name: 'r', eventBusName: 'b' });
    eventbridge.deleteEventBus({ name: 'b' });
    expect(() => eventbridge.deleteEventBus({ name: 'default' })).toThrow('Cannot delete event bus default.');
  });

  test('API destinations as targets are not modelled, by name', () => {
    const cloud = oneHost();
    expect(() => rule(cloud, 'r', { source: ['s'] }, cloud.arn('events', 'api-destination/x'))).toThrow(
      'Not modelled: API destinations as targets',
    );
  });
});

describe('partner event buses', () => {
  const name = 'aws.partner/shop.example/orders/1';
  const withPartner = () => {
    const cloud = oneHost();
    const partner = cloud.inAccount('222222222222').eventbridge;
    partner.createPartnerEventSource({ name, account: '123456789012' });
    return { cloud, partner, eventbridge: cloud.eventbridge };
  };
  const entries = [{ source: name, detailType: 'ordered', detail: '{"n":1}' }];

  test('a partner’s events come to the customer’s bus, and its rules', async () => {
    const { cloud, partner, eventbridge } = withPartner();
    expect(eventbridge.describeEventSource({ name })).toMatchObject({
      state: 'PENDING',
      createdBy: '222222222222',
      arn: `arn:aws:events:us-east-1::event-source/${name}`,
    });
    eventbridge.createEventBus({ name, eventSourceName: name });
    expect(eventbridge.listEventSources().eventSources).toMatchObject([{ name, state: 'ACTIVE' }]);
    const queue = openQueue(cloud, 'q', 'events');
    eventbridge.putRule({
      name: 'r',
      eventBusName: name,
      eventPattern: JSON.stringify({ source: [{ prefix: 'aws.partner/' }] }),
    });
    eventbridge.putTargets({ rule: 'r', eventBusName: name, targets: [{ id: 't', arn: queue.arn }] });
    expect(partner.putPartnerEvents({ entries }).failedEntryCount).toBe(0);
    await cloud.run(1);
    expect(JSON.parse((await bodies(queue))[0]!)).toMatchObject({
      source: name,
      account: '123456789012',
      detail: { n: 1 },
    });
    const resourceARN = cloud.arn('events', `rule/${name}/r`);
    eventbridge.tagResource({ resourceARN, tags: [{ key: 'k', value: 'v' }] });
    expect(eventbridge.listTagsForResource({ resourceARN }).tags).toEqual([{ key: 'k', value: 'v' }]);
  });

  test('what comes while there is no bus, or none that is active, is lost', async () => {
    const { cloud, partner, eventbridge } = withPartner();
    partner.putPartnerEvents({ entries });
    eventbridge.createEventBus({ name, eventSourceName: name });
    const queue = openQueue(cloud, 'q', 'events');
    eventbridge.putRule({ name: 'r', eventBusName: name, eventPattern: '{"detail-type":["ordered"]}' });
    eventbridge.putTargets({ rule: 'r', eventBusName: name, targets: [{ id: 't', arn: queue.arn }] });
    eventbridge.deactivateEventSource({ name });
    partner.putPartnerEvents({ entries });
    eventbridge.activateEventSource({ name });
    partner.putPartnerEvents({ entries });
    await cloud.run(1);
    expect((await bodies(queue)).length).toBe(1);
    partner.deletePartnerEventSource({ name, account: '123456789012' });
    expect(partner.putPartnerEvents({ entries }).entries).toMatchObject([
      { errorCode: 'NotAuthorizedForSourceException' },
    ]);
  });

  test('are refused without their source, and after two weeks', async () => {
    const { cloud, partner, eventbridge } = withPartner();
    expect(() => eventbridge.createEventBus({ name })).toThrow('has the name of its event source');
    const other = 'aws.partner/shop.example/orders/2';
    expect(() => eventbridge.createEventBus({ name: other, eventSourceName: other })).toThrow(
      `Event source ${other} does not exist.`,
    );
    expect(() => partner.createPartnerEventSource({ name: 'shop/x', account: '123456789012' })).toThrow(
      'A partner event source is named',
    );
    expect(eventbridge.putPartnerEvents({ entries }).failedEntryCount).toBe(1);
    await cloud.run(days(14));
    expect(() => eventbridge.createEventBus({ name, eventSourceName: name })).toThrow('does not exist.');
  });
});

describe('buses of other accounts and Regions', () => {
  const OTHER = '222222222222';
  const pattern = '{"source":["shop"]}';

  test('an event goes to another account’s bus where that bus’s policy says so', async () => {
    const cloud = oneHost();
    const other = cloud.inAccount(OTHER);
    other.sqs.model.hosts = 1;
    const queue = other.sqs.createQueue('q');
    void queue.setQueueAttributes({ policy: allow('events', queue.arn, other.arn('events', '*')) });
    other.eventbridge.putRule({ name: 'r', eventPattern: pattern });
    other.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: queue.arn }] });
    rule(cloud, 'out', { source: ['shop'] }, other.arn('events', 'event-bus/default'));
    put(cloud, 'shop');
    await cloud.run(2);
    expect(await bodies(queue)).toEqual([]);
    other.eventbridge.putPermission({
      action: 'events:PutEvents',
      principal: cloud.account,
      statementId: 's',
    });
    put(cloud, 'shop');
    await cloud.run(2);
    const [event] = await bodies(queue);
    expect(JSON.parse(event!)).toMatchObject({ account: cloud.account });
    expect(
      put(cloud, 'shop', {}, { eventBusName: other.arn('events', 'event-bus/default') }).failedEntryCount,
    ).toBe(0);
    other.eventbridge.removePermission({ removeAllPermissions: true });
    expect(
      put(cloud, 'shop', {}, { eventBusName: other.arn('events', 'event-bus/default') }).entries,
    ).toMatchObject([{ errorCode: 'AccessDeniedException' }]);
  });

  test('an event goes on to no third Region', async () => {
    const cloud = oneHost();
    const [second, third] = [cloud.region('eu-west-1'), cloud.region('ap-southeast-2')];
    second.sqs.model.hosts = 1;
    const dead = second.sqs.createQueue('dead');
    void dead.setQueueAttributes({ policy: allow('events', dead.arn, second.arn('events', '*')) });
    rule(cloud, 'out', { source: ['shop'] }, second.arn('events', 'event-bus/default'));
    second.eventbridge.putRule({ name: 'on', eventPattern: pattern });
    const target = {
      id: 't',
      arn: third.arn('events', 'event-bus/default'),
      deadLetterConfig: { arn: dead.arn },
    };
    second.eventbridge.putTargets({ rule: 'on', targets: [target] });
    third.eventbridge.putRule({ name: 'never', eventPattern: pattern });
    put(cloud, 'shop');
    await cloud.run(3);
    const [message] = await drain(dead);
    expect(message!.messageAttributes).toMatchObject({
      ERROR_CODE: { stringValue: 'THIRD_REGION_HOP_DETECTED' },
    });
  });
});

describe('scheduled rules', () => {
  function scheduled(scheduleExpression: string) {
    const cloud = oneHost();
    const queue = openQueue(cloud, 'q', 'events');
    const { ruleArn } = cloud.eventbridge.putRule({ name: 'r', scheduleExpression });
    cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: queue.arn }] });
    return { cloud, queue, ruleArn };
  }
  const times = async (queue: Parameters<typeof bodies>[0]) =>
    (await bodies(queue)).map((body) => (JSON.parse(body) as { time: string }).time);

  test('a rate fires for the first time one period after the rule was made', async () => {
    const { cloud, queue, ruleArn } = scheduled('rate(5 minutes)');
    await cloud.run(minutes(11));
    const events = (await bodies(queue)).map((body) => JSON.parse(body) as object);
    expect(events).toMatchObject([
      {
        source: 'aws.events',
        'detail-type': 'Scheduled Event',
        resources: [ruleArn],
        detail: {},
        time: '2026-01-01T00:05:00Z',
      },
      { time: '2026-01-01T00:10:00Z' },
    ]);
  });

  test('cron goes by UTC', async () => {
    const { cloud, queue } = scheduled('cron(30 18 ? * MON-FRI *)');
    await queue.setQueueAttributes({ messageRetentionPeriod: days(14) });
    await cloud.run(days(5));
    expect(await times(queue)).toEqual([
      '2026-01-01T18:30:00Z',
      '2026-01-02T18:30:00Z',
      '2026-01-05T18:30:00Z',
    ]);
  });

  test('a disabled rule does not fire; a rate begins anew when it is enabled', async () => {
    const { cloud, queue } = scheduled('rate(1 hour)');
    await cloud.run(minutes(30));
    cloud.eventbridge.disableRule({ name: 'r' });
    await cloud.run(hours(2));
    cloud.eventbridge.enableRule({ name: 'r' });
    await cloud.run(hours(1) + 1);
    expect(await times(queue)).toEqual(['2026-01-01T03:30:00Z']);
  });

  test('with a spread it fires somewhere within its minute', async () => {
    const { cloud, queue } = scheduled('rate(1 minute)');
    cloud.eventbridge.model.scheduleSpread = 60;
    await cloud.run(minutes(31));
    const seconds = (await times(queue)).map((time) => Number(time.slice(17, 19)));
    expect(seconds.length).toBeGreaterThanOrEqual(29);
    expect(new Set(seconds).size).toBeGreaterThan(10);
  });

  test('a schedule is for the default bus alone', () => {
    const cloud = oneHost();
    cloud.eventbridge.createEventBus({ name: 'b' });
    const rule1 = { name: 'r', eventBusName: 'b', scheduleExpression: 'rate(1 hour)' };
    expect(() => cloud.eventbridge.putRule(rule1)).toThrow(
      'ScheduleExpression is supported only on the default event bus.',
    );
  });
});

describe('archive and replay', () => {
  function archived(archiveDelay = 0) {
    const cloud = oneHost();
    const { eventbridge } = cloud;
    eventbridge.model.archiveDelay = archiveDelay;
    const queue = openQueue(cloud, 'q', 'events');
    const bus = cloud.arn('events', 'event-bus/default');
    const { archiveArn } = eventbridge.createArchive({
      archiveName: 'a',
      eventSourceArn: bus,
      retentionDays: 7,
    });
    rule(cloud, 'r', { source: ['shop'] }, { arn: queue.arn });
    const replay = (replayName: string, from: number, to: number, more = {}) =>
      eventbridge.startReplay({
        replayName,
        eventSourceArn: archiveArn!,
        eventStartTime: new Date(Date.UTC(2026, 0, 1) + from * 1000),
        eventEndTime: new Date(Date.UTC(2026, 0, 1) + to * 1000),
        destination: { arn: bus, ...more },
      });
    const details = async () =>
      (await bodies(queue)).map(
        (body) => JSON.parse(body) as { detail: { n: number }; 'replay-name'?: string },
      );
    return { cloud, eventbridge, replay, details, bus };
  }

  test('a replay sends the events of its time again, minute by minute, in no order within one', async () => {
    const { cloud, eventbridge, replay, details } = archived();
    for (let n = 0; n < 12; n++) {
      put(cloud, 'shop', { n });
      await cloud.run(10);
    }
    expect((await details()).map(({ detail }) => detail.n)).toHaveLength(12);
    replay('once', 0, 120);
    await cloud.run(minutes(1));
    const again = await details();
    expect(eventbridge.describeReplay({ replayName: 'once' })).toMatchObject({ state: 'COMPLETED' });
    const numbers = again.map(({ detail }) => detail.n);
    expect(numbers.slice(0, 6).sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect(numbers).not.toEqual(numbers.toSorted((a, b) => a - b));
    expect(new Set(again.map((event) => event['replay-name']))).toEqual(new Set(['once']));
    // What a replay sends is not archived again.
    expect(eventbridge.describeArchive({ archiveName: 'a' }).eventCount).toBe(12);
  });

  test('a replay begins with its start and ends before its end', async () => {
    const { cloud, replay, details } = archived();
    for (const n of [0, 1, 2]) {
      put(cloud, 'shop', { n });
      await cloud.run(60);
    }
    await details();
    replay('middle', 60, 120);
    await cloud.run(minutes(1));
    expect((await details()).map(({ detail }) => detail.n)).toEqual([1]);
  });

  test('a replay that comes too early misses events that are on their way to the archive', async () => {
    const { cloud, replay, details } = archived(minutes(10));
    put(cloud, 'shop', { n: 1 });
    await cloud.run(minutes(1));
    await details();
    replay('early', 0, 60);
    await cloud.run(minutes(1));
    expect(await details()).toEqual([]);
    await cloud.run(minutes(10));
    replay('late', 0, 60);
    await cloud.run(minutes(1));
    expect(await details()).toHaveLength(1);
  });

  test('a replay may be for some rules only, and may be cancelled', async () => {
    const { cloud, eventbridge, replay, details } = archived();
    const other = openQueue(cloud, 'other', 'events');
    const otherArn = rule(cloud, 'other', { source: ['shop'] }, other.arn);
    for (let n = 0; n < 3; n++) {
      put(cloud, 'shop', { n });
      await cloud.run(minutes(1));
    }
    await details();
    await bodies(other);
    replay('some', 0, 600, { filterArns: [otherArn] });
    await cloud.run(1.9);
    eventbridge.cancelReplay({ replayName: 'some' });
    await cloud.run(minutes(1));
    expect(await details()).toEqual([]);
    expect((await bodies(other)).length).toBeLessThan(3);
    expect(eventbridge.listReplays().replays).toMatchObject([{ state: 'CANCELLED' }]);
    expect(() => eventbridge.cancelReplay({ replayName: 'some' })).toThrow('not in a valid state');
  });

  test('an archive forgets events after its days, and keeps those of its pattern alone', async () => {
    const { cloud, eventbridge, bus } = archived();
    eventbridge.createArchive({ archiveName: 'b', eventSourceArn: bus, eventPattern: '{"source":["bank"]}' });
    put(cloud, 'shop');
    await cloud.run(1);
    const count = (archiveName: string) => eventbridge.describeArchive({ archiveName }).eventCount;
    expect([count('a'), count('b')]).toEqual([1, 0]);
    await cloud.run(days(7));
    expect(count('a')).toBe(0);
  });
});

test('custom events are billed by 64 KB, and events of AWS’s services are not', async () => {
  const cloud = oneHost();
  put(cloud, 'shop', { text: 'x'.repeat(65_536) });
  cloud.events.put('aws.ec2', 'x', [], () => ({}));
  const line = cloud.meter.bill().find(({ item }) => item === 'custom events');
  expect(line).toMatchObject({ quantity: 2, usd: 2e-6 });
  await cloud.run(1);
});
