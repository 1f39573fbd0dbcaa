import { expect, test } from 'vitest';
import { bodies, drain, oneHost, openQueue } from '../../../testing/messaging.ts';

/* What users of other emulators of EventBridge reported as wrong, tried here. Each names the report. */

/** Puts one event to a rule on a bus of its own; answers what the rule's queue got. */
async function got(eventPattern: string, detail: string, target: object = {}) {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  cloud.eventbridge.createEventBus({ name: 'b' });
  cloud.eventbridge.putRule({ name: 'r', eventBusName: 'b', eventPattern });
  const targets = [{ id: 't', arn: queue.arn, ...target }];
  cloud.eventbridge.putTargets({ rule: 'r', eventBusName: 'b', targets });
  cloud.eventbridge.putEvents({
    entries: [{ detailType: 'test', source: 'my.test', detail, eventBusName: 'b' }],
  });
  await cloud.run(1);
  return bodies(queue);
}

test('localstack#8512: exists matches a field of the detail', async () => {
  const inputPath = '$.detail';
  expect(await got('{"detail":{"foo":[{"exists":true}]}}', '{"foo":"bar"}', { inputPath })).toEqual([
    '{"foo":"bar"}',
  ]);
});

test('localstack#4198: fields that the pattern does not name do not matter', async () => {
  const detail = '{ "EventType": "0", "AnotherField": "blahblah" }';
  expect(await got('{"detail":{"EventType":["0"]}}', detail)).toHaveLength(1);
});

test('localstack#12148: an empty prefix matches every text', async () => {
  expect(await got('{"source":[{"prefix":""}]}', '{}')).toHaveLength(1);
});

test('localstack#3132: an event that does not match is not delivered', async () => {
  expect(await got('{"detail":{"status":["open"]}}', '{"status":"closed"}')).toEqual([]);
});

test('localstack#10147: TestEventPattern looks into the detail', () => {
  const event = JSON.stringify({
    id: 'id',
    'detail-type': 'My Service',
    source: 'myService',
    account: '000000000000',
    time: '2024-01-30T14:58:35Z',
    region: 'us-east-2',
    resources: [],
    detail: { state: 'Successful' },
  });
  const eventPattern = '{"source":["myService"],"detail":{"state":["Successful"]}}';
  expect(oneHost().eventbridge.testEventPattern({ event, eventPattern })).toEqual({ result: true });
});

test('localstack#8617: a rule may have a pattern and a schedule, and acts on both', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  const rule = { name: 'r', eventPattern: '{"source":["shop"]}', scheduleExpression: 'rate(1 minute)' };
  cloud.eventbridge.putRule(rule);
  cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: queue.arn }] });
  cloud.eventbridge.putEvents({ entries: [{ source: 'shop', detailType: 't', detail: '{}' }] });
  await cloud.run(61);
  const sources = (await bodies(queue)).map((body) => (JSON.parse(body) as { source: string }).source);
  expect(sources.sort()).toEqual(['aws.events', 'shop']);
});

test('localstack#11335: several rules with one target each keep their own pattern', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  for (const source of ['a', 'b', 'c']) {
    cloud.eventbridge.putRule({ name: source, eventPattern: JSON.stringify({ source: [source] }) });
    cloud.eventbridge.putTargets({
      rule: source,
      targets: [{ id: 't', arn: queue.arn, input: `"${source}"` }],
    });
  }
  for (const source of ['b', 'a', 'x'])
    cloud.eventbridge.putEvents({ entries: [{ source, detailType: 't', detail: '{}' }] });
  await cloud.run(1);
  expect((await bodies(queue)).sort()).toEqual(['"a"', '"b"']);
});

test('localstack#3353: an InputPath is for its own target alone', async () => {
  const cloud = oneHost();
  const [part, whole] = [openQueue(cloud, 'part', 'events'), openQueue(cloud, 'whole', 'events')];
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
  const targets = [
    { id: '1', arn: part.arn, inputPath: '$.detail' },
    { id: '2', arn: whole.arn },
  ];
  cloud.eventbridge.putTargets({ rule: 'r', targets });
  cloud.eventbridge.putEvents({ entries: [{ source: 'shop', detailType: 't', detail: '{"a":1}' }] });
  await cloud.run(1);
  expect(await bodies(part)).toEqual(['{"a":1}']);
  expect(JSON.parse((await bodies(whole))[0]!)).toMatchObject({ source: 'shop', detail: { a: 1 } });
});

test('localstack#3352: a bus is a target', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  for (const name of ['bus-1', 'bus-2']) {
    cloud.eventbridge.createEventBus({ name });
    cloud.eventbridge.putRule({ name: 'r', eventBusName: name, eventPattern: '{"source":["my.test"]}' });
  }
  const second = cloud.arn('events', 'event-bus/bus-2');
  cloud.eventbridge.putTargets({ rule: 'r', eventBusName: 'bus-1', targets: [{ id: 't', arn: second }] });
  cloud.eventbridge.putTargets({ rule: 'r', eventBusName: 'bus-2', targets: [{ id: 't', arn: queue.arn }] });
  cloud.eventbridge.putEvents({
    entries: [{ detailType: 'Test', source: 'my.test', detail: '{}', eventBusName: 'bus-1' }],
  });
  await cloud.run(2);
  expect(await bodies(queue)).toHaveLength(1);
});

test('kumo#652: an InputTransformer makes what the target gets', async () => {
  const inputTransformer = {
    inputPathsMap: { id: '$.detail.order', missing: '$.detail.none' },
    inputTemplate: '{"order": <id>, "note": "<missing>"}',
  };
  const inputs = await got('{"source":["my.test"]}', '{"order":7}', { inputTransformer });
  expect(inputs).toEqual(['{"order": 7, "note": ""}']);
});

test('cloudemu#1033: the dead letter is the event, not what the target would have got', async () => {
  const cloud = oneHost();
  const dead = openQueue(cloud, 'dead', 'events');
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
  const target = {
    id: 't',
    arn: cloud.arn('sqs', 'gone'),
    input: '"other"',
    deadLetterConfig: { arn: dead.arn },
  };
  cloud.eventbridge.putTargets({ rule: 'r', targets: [target] });
  cloud.eventbridge.putEvents({ entries: [{ source: 'shop', detailType: 't', detail: '{"a":1}' }] });
  await cloud.run(1);
  const [letter] = await drain(dead);
  expect(JSON.parse(letter!.body)).toMatchObject({ source: 'shop', detail: { a: 1 } });
});

test('gopherstack#1683: retries go on for 185 times and 24 hours where nothing is set', () => {
  const cloud = oneHost();
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
  const put = (retryPolicy: object) =>
    cloud.eventbridge.putTargets({
      rule: 'r',
      targets: [{ id: 't', arn: cloud.arn('sqs', 'q'), retryPolicy }],
    });
  expect(() => put({ maximumRetryAttempts: 186 })).toThrow(
    'Member must have value less than or equal to 185',
  );
  expect(() => put({ maximumEventAgeInSeconds: 59 })).toThrow(
    'Member must have value greater than or equal to 60',
  );
  expect(() => put({ maximumRetryAttempts: 0, maximumEventAgeInSeconds: 86_400 })).not.toThrow();
});
