import { describe, expect, test } from 'vitest';
import { AwsError, minutes, NotModelled, type Cloud } from '../../index.ts';
import { readRows } from '../../../oracles/rows.ts';
import { bodies, drain } from '../../../testing/messaging.ts';
import { withFunctions, withPipe } from '../../../testing/pipes.ts';
import type { Queue } from '../sqs/index.ts';
import { pipesLimits } from './limits.ts';

const parse = (texts: string[]) => texts.map((text) => JSON.parse(text) as Record<string, unknown>);

describe('a message', () => {
  test('goes on as functions get it, and is deleted', async () => {
    const { cloud, source, target } = await withPipe();
    const { messageId } = await source.sendMessage('hello', {
      messageAttributes: { n: { dataType: 'Number', stringValue: '1' } },
    });
    await cloud.run(1);
    const [event] = parse(await bodies(target));
    expect(event).toMatchObject({
      messageId,
      body: 'hello',
      attributes: { ApproximateReceiveCount: '1', SenderId: expect.any(String) as string },
      messageAttributes: {
        n: { stringValue: '1', dataType: 'Number', stringListValues: [], binaryListValues: [] },
      },
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: source.arn,
      awsRegion: 'us-east-1',
    });
    await cloud.run(minutes(5));
    expect(await bodies(source)).toEqual([]);
  });

  test('stays on the queue where the target does not take it, and comes back', async () => {
    const { cloud, source, target } = await withPipe();
    const { deliver } = cloud.sqs;
    let down = true;
    cloud.sqs.deliver = (arn, delivery) => {
      if (down) throw new AwsError('SQS', 'ServiceUnavailable', { status: 503, fault: 'server' }, 'down');
      return deliver.call(cloud.sqs, arn, delivery);
    };
    await source.sendMessage('hello');
    await cloud.run(25);
    down = false;
    expect(await bodies(target)).toEqual([]);
    await cloud.run(30);
    const [event] = parse(await bodies(target));
    expect(event).toMatchObject({ body: 'hello', attributes: { ApproximateReceiveCount: '2' } });
  });

  test('stays alone, where the others of its batch went well', async () => {
    const { cloud, source, target } = await withPipe({
      sourceParameters: { sqsQueueParameters: { batchSize: 10, maximumBatchingWindowInSeconds: 5 } },
      targetParameters: { inputTemplate: '<$.body>' },
    });
    const { deliver } = cloud.sqs;
    cloud.sqs.deliver = (arn, delivery) => {
      if (delivery.payload === '"1"')
        throw new AwsError('SQS', 'InvalidMessageContents', { status: 400, fault: 'client' }, 'no');
      return deliver.call(cloud.sqs, arn, delivery);
    };
    for (const body of ['0x', '1', '2x']) await source.sendMessage(body);
    await cloud.run(minutes(2));
    expect((await bodies(target)).sort()).toEqual(['"0x"', '"2x"']);
    cloud.pipes.stopPipe({ name: 'p' });
    await cloud.run(minutes(1));
    const [left] = await drain(source);
    expect(left!.attributes.approximateReceiveCount).toBeGreaterThan(2);
  });
});

describe('a filter', () => {
  const rows = readRows<{
    name: string;
    source: string;
    filters: { Filters: { Pattern: string }[] };
    bodies?: [string, string];
    expected?: string;
  }>('lambda-esm')?.filter(({ source, filters }) => source === 'SQS' && filters);

  test.skipIf(!rows)('decides as AWS’s event source mappings did, with the same patterns', async () => {
    expect(rows).toHaveLength(6);
    for (const { name, filters, bodies: both, expected } of rows!) {
      const sourceParameters = {
        filterCriteria: { filters: filters.Filters.map(({ Pattern }) => ({ pattern: Pattern })) },
      };
      if (expected === 'error') {
        await expect(withPipe({ sourceParameters }), name).rejects.toThrow('Filter pattern is not valid.');
        continue;
      }
      const { cloud, source, target } = await withPipe({ sourceParameters });
      for (const body of both!) await source.sendMessage(body);
      await cloud.run(5);
      expect(
        parse(await bodies(target)).map(({ body }) => body),
        name,
      ).toEqual([both![0]]);
      // What does not match is deleted.
      await cloud.run(minutes(2));
      expect(await bodies(source), name).toEqual([]);
    }
  });

  const cases: [what: string, pattern: object, body: string, comes: boolean][] = [
    ['a text, for a body that is one', { body: ['hello'] }, 'hello', true],
    ['a text, for a body that is JSON', { body: ['{"a":1}'] }, '{"a":1}', false],
    ['a number with another text', { body: { n: [300] } }, '{"n":3.0e2}', true],
    ['an attribute', { attributes: { ApproximateReceiveCount: ['1'] } }, 'x', true],
    [
      'a message’s attribute',
      { messageAttributes: { kind: { stringValue: [{ exists: true }] } } },
      'x',
      false,
    ],
  ];
  test.each(cases)('%s', async (_what, pattern, body, comes) => {
    const filters = [{ pattern: JSON.stringify(pattern) }];
    const { cloud, source, target } = await withPipe({ sourceParameters: { filterCriteria: { filters } } });
    await source.sendMessage(body);
    await cloud.run(1);
    expect((await bodies(target)).length).toBe(comes ? 1 : 0);
  });
});

test.each([
  ['<$.body.order.id>', '"o-1"'],
  ['{"id": <$.body.order.id>, "all": <$.body.items[*]>}', '{"id": "o-1", "all": [1,2]}'],
  ['{"first": <$.body.items[0]>, "none": <$.body.none>}', '{"first": 1, "none": ""}'],
  ['Order <$.body.order>', 'Order {"id":"o-1"}'],
  ['{"text": "Order <$.body.order.id> of <aws.pipes.pipe-name>"}', '{"text": "Order o-1 of p"}'],
  ['<aws.pipes.source-arn>', '"arn:aws:sqs:us-east-1:123456789012:source"'],
  ['no variable', 'no variable'],
])('the template %s', async (inputTemplate, text) => {
  const { cloud, source, target } = await withPipe({ targetParameters: { inputTemplate } });
  await source.sendMessage('{"order":{"id":"o-1"},"items":[1,2]}');
  await cloud.run(1);
  expect(await bodies(target)).toEqual([text]);
});

describe('batches', () => {
  const sizes = async (cloud: Cloud, source: Queue, n: number, calls: object[][]) => {
    for (let i = 0; i < n; i++) await source.sendMessage(String(i));
    await cloud.run(minutes(1));
    return calls.map(({ length }) => length).sort((a, b) => b - a);
  };

  test('go to a function whole, and gather in a window', async () => {
    const { cloud, source, calls } = await withFunctions(
      () => '',
      { sourceParameters: { sqsQueueParameters: { batchSize: 25, maximumBatchingWindowInSeconds: 5 } } },
      'lambda',
      1,
    );
    expect(await sizes(cloud, source, 30, calls)).toEqual([25, 5]);
  });

  test('one message is a batch, too', async () => {
    const { cloud, source, calls } = await withFunctions(() => '', {});
    expect(await sizes(cloud, source, 1, calls)).toEqual([1]);
  });

  test('of more than 6 MB are split', async () => {
    const { cloud, source, calls } = await withFunctions(
      () => '',
      { sourceParameters: { sqsQueueParameters: { batchSize: 10, maximumBatchingWindowInSeconds: 20 } } },
      'lambda',
      1,
    );
    await source.setQueueAttributes({ maximumMessageSize: 1_048_576 });
    for (let i = 0; i < 10; i++) await source.sendMessage('x'.repeat(1_000_000));
    await cloud.run(minutes(1));
    expect(Math.max(...calls.map(({ length }) => length))).toBeLessThanOrEqual(6);
    expect(calls.flat()).toHaveLength(10);
  });

  test('are read five at a time at first, and more each second while all are at work', async () => {
    const { cloud, source } = await withFunctions(() => '', {
      sourceParameters: { sqsQueueParameters: { batchSize: 1 } },
    });
    let [now, most] = [0, 0];
    const { deliver } = cloud;
    cloud.deliver = (arn, delivery) =>
      cloud.simulation.process(function* () {
        most = Math.max(most, ++now);
        yield 1;
        now--;
        return yield* deliver.call(cloud, arn, delivery);
      });
    for (let i = 0; i < 60; i++) await source.sendMessage(String(i));
    await cloud.run(0.5);
    expect(most).toBe(5);
    await cloud.run(20);
    expect(most).toBeGreaterThan(10);
    expect(await bodies(source)).toEqual([]);
  });

  test('a function names the messages that failed, or fails them all', async () => {
    const answers: [answer: (ids: string[]) => unknown, left: number][] = [
      [(ids) => ({ batchItemFailures: [{ itemIdentifier: ids[0] }] }), 1],
      [() => ({ batchItemFailures: [] }), 0],
      [() => ({ batchItemFailures: null }), 0],
      [() => ({ batchItemFailures: [{ itemIdentifier: 'none' }] }), 3],
      [() => ({ batchItemFailures: [{ foo: 'bar' }] }), 3],
      [() => null, 0],
    ];
    for (const [answer, left] of answers) {
      const { cloud, source } = await withFunctions(
        (events) => JSON.stringify(answer(events.map(({ messageId }) => messageId as string))),
        { sourceParameters: { sqsQueueParameters: { batchSize: 3, maximumBatchingWindowInSeconds: 5 } } },
        'lambda',
        1,
      );
      for (const body of ['a', 'b', 'c']) await source.sendMessage(body);
      await cloud.run(25);
      cloud.pipes.stopPipe({ name: 'p' });
      await cloud.run(minutes(1));
      expect((await bodies(source)).length, answer.toString()).toBe(left);
    }
  });
});

test('a stream takes batches of more than ten', async () => {
  const { cloud, source } = await withPipe({
    target: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
    sourceParameters: { sqsQueueParameters: { batchSize: 100, maximumBatchingWindowInSeconds: 5 } },
    targetParameters: { kinesisStreamParameters: { partitionKey: 'k' } },
  });
  let records = 0;
  const { deliver } = cloud;
  cloud.deliver = (arn, delivery) => {
    if (!arn.includes(':kinesis:')) return deliver.call(cloud, arn, delivery);
    records++;
    return cloud.simulation.process(() => undefined);
  };
  for (let i = 0; i < 50; i++) await source.sendMessage(`${i}`);
  await cloud.run(minutes(1));
  expect(records).toBe(50);
  expect(await bodies(source)).toEqual([]);
});

describe('an enrichment', () => {
  const enrichment = 'arn:aws:lambda:us-east-1:123456789012:function:enrich';
  const through = async (answer: string) => {
    const { cloud, source, target } = await withFunctions(() => answer, { enrichment }, 'sqs');
    await source.sendMessage('a');
    await cloud.run(1);
    return bodies(target);
  };

  test.each([
    ['{"a":1}', ['{"a":1}']],
    ['[{"a":1},{"a":2}]', ['{"a":1}', '{"a":2}']],
    ['[{}]', ['{}']],
    ['""', []],
    ['', []],
    ['{}', []],
    ['[]', []],
    ['null', []],
  ])('that answers %s', async (answer, texts) => {
    expect(await through(answer)).toEqual(texts);
  });

  test('that answers more events than the target takes sends none: the message comes back', async () => {
    const eleven = JSON.stringify(Array.from({ length: 11 }, (_, i) => ({ i })));
    const { cloud, source, target } = await withFunctions(() => eleven, { enrichment }, 'sqs');
    await source.sendMessage('a');
    await cloud.run(1);
    expect(await bodies(target)).toEqual([]);
    cloud.pipes.stopPipe({ name: 'p' });
    await cloud.run(minutes(1));
    expect(await bodies(source)).toEqual(['a']);
  });

  test('that changes the number of events makes a failure of one a failure of all', async () => {
    const { cloud, source } = await withFunctions(() => '[{"n":1},{"n":2}]', { enrichment }, 'sqs');
    const { deliver } = cloud.sqs;
    cloud.sqs.deliver = (arn, delivery) => {
      if (delivery.payload === '{"n":2}')
        throw new AwsError('SQS', 'InvalidMessageContents', { status: 400, fault: 'client' }, 'no');
      return deliver.call(cloud.sqs, arn, delivery);
    };
    const failed = cloud.record(cloud.pipes.metric('p', 'ExecutionFailed'));
    await source.sendMessage('a');
    await cloud.run(minutes(2));
    expect(failed.reduce((sum, [, value]) => sum + value, 0)).toBeGreaterThanOrEqual(1);
  });

  test('gets the event through its own template', async () => {
    const { cloud, source, calls } = await withFunctions(
      () => '{}',
      { enrichment, enrichmentParameters: { inputTemplate: '{"n": <$.body.n>}' } },
      'sqs',
    );
    await source.sendMessage('{"n":7}');
    await cloud.run(1);
    expect(calls).toEqual([[{ n: 7 }]]);
  });
});

test('an event bus gets one event for each message', async () => {
  const { cloud, source, target } = await withPipe({
    target: 'arn:aws:events:us-east-1:123456789012:event-bus/default',
    targetParameters: {
      inputTemplate: '<$.body>',
      eventBridgeEventBusParameters: { source: 'shop', detailType: '$.body.type' },
    },
  });
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"detail-type":["ordered"]}' });
  cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn: target.arn }] });
  await source.sendMessage('{"type":"ordered"}');
  await cloud.run(2);
  expect(parse(await bodies(target))).toMatchObject([{ source: 'shop', detail: { type: 'ordered' } }]);
});

test('an event that a bus refuses leaves its message on the queue', async () => {
  const { cloud, source } = await withPipe({
    target: 'arn:aws:events:us-east-1:123456789012:event-bus/default',
    targetParameters: { inputTemplate: '<$.body>' },
  });
  await source.sendMessage('no object, so no detail');
  await source.sendMessage('{"n":1}');
  await cloud.run(1);
  cloud.pipes.stopPipe({ name: 'p' });
  await cloud.run(minutes(1));
  expect(await bodies(source)).toEqual(['no object, so no detail']);
});

test.each([
  ['REQUEST_RESPONSE', true],
  ['FIRE_AND_FORGET', false],
  [undefined, true],
] as const)('a function is called with %s: synchronously %s', async (invocationType, synchronous) => {
  const { cloud, source } = await withPipe({
    target: 'arn:aws:lambda:us-east-1:123456789012:function:f',
    ...(invocationType && { targetParameters: { lambdaFunctionParameters: { invocationType } } }),
  });
  const calls: unknown[] = [];
  const { deliver } = cloud;
  cloud.deliver = (arn, delivery) => {
    if (!arn.includes(':lambda:')) return deliver.call(cloud, arn, delivery);
    calls.push(delivery.synchronous);
    return cloud.simulation.process(() => '');
  };
  await source.sendMessage('a');
  await cloud.run(1);
  expect(calls).toEqual([synchronous]);
});

test('an account has so many pipes', async () => {
  const { cloud, source, target } = await withPipe();
  cloud.region(cloud.name).quotas.set(pipesLimits.pipes, 2);
  const roleArn = 'arn:aws:iam::123456789012:role/r';
  const more = (name: string) =>
    cloud.pipes.createPipe({ name, source: source.arn, target: target.arn, roleArn });
  more('second');
  expect(() => more('third')).toThrow(expect.objectContaining({ name: 'ServiceQuotaExceededException' }));
});

test('a FIFO queue keeps its order, and hands its groups on', async () => {
  const { cloud, source, target } = await withPipe(
    {
      targetParameters: {
        inputTemplate: '<$.body>',
        sqsQueueParameters: { messageGroupId: '$.attributes.MessageGroupId' },
      },
    },
    '.fifo',
  );
  for (let i = 0; i < 20; i++) await source.sendMessage(`m${i}`, { messageGroupId: `g${i % 3}` });
  await cloud.run(minutes(1));
  const came = (await drain(target)).map(({ body, attributes }) => [
    attributes.messageGroupId,
    Number(body.slice(2, -1)),
  ]);
  expect(came).toHaveLength(20);
  for (const group of ['g0', 'g1', 'g2']) {
    const own = came.filter(([name]) => name === group).map(([, n]) => n as number);
    expect(own).toEqual([...own].sort((a, b) => a - b));
  }
});

describe('its life', () => {
  test('it polls while it is RUNNING only', async () => {
    const { cloud, source, target } = await withPipe();
    const { pipes } = cloud;
    const state = () => pipes.describePipe({ name: 'p' }).currentState;
    expect(pipes.stopPipe({ name: 'p' }).currentState).toBe('STOPPING');
    expect(() => pipes.startPipe({ name: 'p' })).toThrow('Pipe p is in the state STOPPING.');
    await cloud.run(11);
    expect(state()).toBe('STOPPED');
    await source.sendMessage('a');
    await cloud.run(60);
    expect(await bodies(target)).toEqual([]);
    pipes.updatePipe({ name: 'p', roleArn: 'arn:aws:iam::123456789012:role/other', desiredState: 'RUNNING' });
    expect(state()).toBe('UPDATING');
    await cloud.run(11);
    expect(state()).toBe('RUNNING');
    expect((await bodies(target)).length).toBe(1);
    expect(pipes.deletePipe({ name: 'p' }).currentState).toBe('DELETING');
    await cloud.run(11);
    expect(() => pipes.describePipe({ name: 'p' })).toThrow('Pipe p does not exist.');
    await source.sendMessage('b');
    await cloud.run(60);
    expect(await bodies(target)).toEqual([]);
  });

  test('it is listed by its names and states, and has tags', async () => {
    const { cloud, source } = await withPipe({ tags: { a: '1' } });
    const { pipes } = cloud;
    const { arn } = pipes.describePipe({ name: 'p' });
    expect(
      pipes.listPipes({ namePrefix: 'p', currentState: 'RUNNING', sourcePrefix: source.arn }).pipes,
    ).toEqual([expect.objectContaining({ arn })]);
    expect(pipes.listPipes({ desiredState: 'STOPPED' }).pipes).toEqual([]);
    pipes.tagResource({ resourceArn: arn!, tags: { b: '2' } });
    pipes.untagResource({ resourceArn: arn!, tagKeys: ['a'] });
    expect(pipes.listTagsForResource({ resourceArn: arn! }).tags).toEqual({ b: '2' });
  });

  test('what comes through its filter costs 40 cents a million, by 64 KB', async () => {
    const filters = [{ pattern: '{"body":{"n":[1]}}' }];
    const { cloud, source } = await withPipe({ sourceParameters: { filterCriteria: { filters } } });
    await source.sendMessage('{"n":2}');
    await source.sendMessage(`{"n":1,"text":"${'x'.repeat(70_000)}"}`);
    await cloud.run(1);
    const line = cloud.meter.bill().find(({ service }) => service === 'Amazon EventBridge Pipes');
    expect(line).toMatchObject({ quantity: 2, usd: 0.8e-6 });
  });
});

describe('what it refuses', () => {
  const sqs = (sqsQueueParameters: object) => ({ sourceParameters: { sqsQueueParameters } });
  const fifo = 'arn:aws:sqs:us-east-1:123456789012:q.fifo';
  test.each([
    ['a source that is no ARN', { source: 'q' }, 'Source must be an ARN.'],
    ['a target that is no ARN', { target: 'q' }, 'Target and Enrichment must be ARNs.'],
    ['a role that is none', { roleArn: fifo }, 'RoleArn must be the ARN of an IAM role.'],
    ['a batch without a window', sqs({ batchSize: 11 }), 'needs a MaximumBatchingWindowInSeconds'],
    [
      'a batch larger than the target takes',
      sqs({ batchSize: 11, maximumBatchingWindowInSeconds: 1 }),
      'The target takes batches of 10 at most.',
    ],
    [
      'a batch larger than a stream takes',
      {
        target: 'arn:aws:kinesis:us-east-1:123456789012:stream/s',
        ...sqs({ batchSize: 501, maximumBatchingWindowInSeconds: 1 }),
      },
      'The target takes batches of 500 at most.',
    ],
    [
      'a batch for a target that takes events one by one',
      { target: 'arn:aws:ecs:us-east-1:123456789012:cluster/c', ...sqs({ batchSize: 2 }) },
      'The target takes batches of 1 at most.',
    ],
    [
      'a FIFO topic as a target',
      { target: 'arn:aws:sns:us-east-1:123456789012:t.fifo' },
      'A FIFO topic is not supported as a target.',
    ],
    [
      'a window on a FIFO queue',
      { source: fifo, ...sqs({ maximumBatchingWindowInSeconds: 1 }) },
      'A FIFO queue gives batches of 10',
    ],
    ['a FIFO target without a group', { target: fifo }, 'SqsQueueParameters with a MessageGroupId'],
    ['a template', { targetParameters: { inputTemplate: '{"a": }' } }, 'InputTemplate is not valid JSON.'],
    [
      'a variable',
      { targetParameters: { inputTemplate: '<aws.pipes.x>' } },
      'InputTemplate has the unknown variable aws.pipes.x.',
    ],
    [
      'six patterns',
      { sourceParameters: { filterCriteria: { filters: Array(6).fill({ pattern: '{}' }) as object[] } } },
      'Member must have length less than or equal to 5',
    ],
  ])('%s', async (_what, given, message) => {
    await expect(withPipe(given)).rejects.toThrow(message);
  });

  test('other sources are not modelled', async () => {
    await expect(
      withPipe({ source: 'arn:aws:kinesis:us-east-1:123456789012:stream/s' }),
    ).rejects.toBeInstanceOf(NotModelled);
  });
});
