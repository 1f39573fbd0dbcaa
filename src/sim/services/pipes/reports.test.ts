import { expect, test } from 'vitest';
import { minutes, NotModelled } from '../../index.ts';
import { bodies } from '../../../testing/messaging.ts';
import { withFunctions, withPipe } from '../../../testing/pipes.ts';

/** What users of other emulators found to be unlike AWS. */

const bus = 'arn:aws:events:us-east-1:123456789012:event-bus/default';
const filtered = (...patterns: object[]) => ({
  sourceParameters: {
    filterCriteria: { filters: patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
  },
});
const parse = (texts: string[]) => texts.map((text) => JSON.parse(text) as Record<string, unknown>);

test('what a filter does not let through is deleted (fakecloud#2047, floci#576)', async () => {
  const { cloud, source, target } = await withPipe(filtered({ body: { kind: ['a'] } }));
  for (const kind of ['a', 'b']) await source.sendMessage(JSON.stringify({ kind }));
  await cloud.run(minutes(2));
  expect((await bodies(target)).length).toBe(1);
  expect(await bodies(source)).toEqual([]);
});

test('what is not delivered stays on the queue (fakecloud#2047)', async () => {
  const { cloud, source } = await withPipe({ target: 'arn:aws:sqs:us-east-1:123456789012:gone' });
  await source.sendMessage('a');
  await cloud.run(5);
  cloud.pipes.stopPipe({ name: 'p' });
  await cloud.run(minutes(1));
  expect(await bodies(source)).toEqual(['a']);
});

test('filters speak the language of patterns, and one of several is enough (gopherstack#1826, floci#576)', async () => {
  const patterns = [{ body: { n: [{ numeric: ['>', 10] }] } }, { body: { name: [{ prefix: 'o-' }] } }];
  const { cloud, source, target } = await withPipe(filtered(...patterns));
  for (const body of [{ n: 11 }, { n: 10 }, { name: 'o-1' }, { name: 'has o-1' }])
    await source.sendMessage(JSON.stringify(body));
  await cloud.run(5);
  const came = parse(await bodies(target)).map(({ body }) => body);
  expect(came.sort()).toEqual(['{"n":11}', '{"name":"o-1"}']);
});

test('a source that is not supported is no pipe that runs and does nothing (gopherstack#1818)', async () => {
  const source = 'arn:aws:dynamodb:us-east-1:123456789012:table/t/stream/1';
  await expect(withPipe({ source })).rejects.toBeInstanceOf(NotModelled);
});

test('a template with <$.body> makes an event for a bus (localstack#7920)', async () => {
  const { cloud, source, target } = await withPipe({
    target: bus,
    targetParameters: { inputTemplate: '{\n  "body": <$.body>\n}\n' },
  });
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["Pipe p"]}' });
  cloud.eventbridge.putTargets({
    rule: 'r',
    targets: [{ id: 't', arn: target.arn, inputPath: '$.detail' }],
  });
  await source.sendMessage('{"id":1}');
  await source.sendMessage('plain');
  await cloud.run(5);
  expect((await bodies(target)).sort()).toEqual(['{"body":"plain"}', '{"body":{"id":1}}']);
});

test('an empty answer of the enrichment skips the target, a list of an empty event does not (floci#1658)', async () => {
  const enrichment = 'arn:aws:lambda:us-east-1:123456789012:function:enrich';
  for (const [answer, count] of [
    ['{ }', 0],
    ['[ ]', 0],
    ['[{}]', 1],
  ] as const) {
    const { cloud, source, target } = await withFunctions(() => answer, { enrichment }, 'sqs');
    await source.sendMessage('a');
    await cloud.run(1);
    expect((await bodies(target)).length, answer).toBe(count);
  }
});

test('queues get a message for each event, functions a list (floci#590)', async () => {
  const sourceParameters = { sqsQueueParameters: { batchSize: 10, maximumBatchingWindowInSeconds: 1 } };
  const queues = await withPipe({ sourceParameters });
  const functions = await withFunctions(() => '', { sourceParameters });
  for (const { source } of [queues, functions]) for (const body of ['a', 'b']) await source.sendMessage(body);
  await queues.cloud.run(minutes(1));
  await functions.cloud.run(minutes(1));
  expect(
    parse(await bodies(queues.target))
      .map(({ body }) => body)
      .sort(),
  ).toEqual(['a', 'b']);
  expect(
    functions.calls
      .flat()
      .map(({ body }) => body)
      .sort(),
  ).toEqual(['a', 'b']);
});

test('paths lead into a body that is JSON (floci#635)', async () => {
  const inputTemplate = '{"message": <$.body.message>, "type": <$.body.messageType>}';
  const { cloud, source, target } = await withPipe({ targetParameters: { inputTemplate } });
  await source.sendMessage('{"message":"hello","messageType":"greeting"}');
  await cloud.run(1);
  expect(await bodies(target)).toEqual(['{"message": "hello", "type": "greeting"}']);
});

test('a deleted pipe is gone (localstack#12310)', async () => {
  const { cloud } = await withPipe();
  cloud.pipes.deletePipe({ name: 'p' });
  expect(cloud.pipes.describePipe({ name: 'p' })).toMatchObject({
    desiredState: 'DELETED',
    currentState: 'DELETING',
  });
  await cloud.run(minutes(1));
  expect(cloud.pipes.listPipes().pipes).toEqual([]);
});

test('a new pipe is CREATING, and then RUNNING or STOPPED (moto#9864, fakecloud#2046)', async () => {
  const { cloud, source, target } = await withPipe();
  const made = cloud.pipes.createPipe({
    name: 'other',
    source: source.arn,
    target: target.arn,
    roleArn: 'arn:aws:iam::123456789012:role/pipes',
    desiredState: 'STOPPED',
  });
  expect(made.currentState).toBe('CREATING');
  await cloud.run(minutes(1));
  expect(cloud.pipes.listPipes().pipes!.map(({ currentState }) => currentState)).toEqual([
    'RUNNING',
    'STOPPED',
  ]);
});

test('an update changes the target, and leaves the source and what it does not name (moto#10211)', async () => {
  const { cloud, source } = await withPipe({ description: 'kept', ...filtered({ body: ['a'] }) });
  const roleArn = 'arn:aws:iam::123456789012:role/other';
  cloud.pipes.updatePipe({ name: 'p', roleArn, target: bus });
  expect(cloud.pipes.describePipe({ name: 'p' })).toMatchObject({
    source: source.arn,
    target: bus,
    roleArn,
    description: 'kept',
    ...filtered({ body: ['a'] }),
  });
});
