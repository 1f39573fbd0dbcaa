import { describe, expect, test } from 'vitest';
import { AwsError, days, hours, minutes, NotModelled, type Cloud } from '../../index.ts';
import type { Queue } from '../sqs/index.ts';
import { schedulerLimits } from './limits.ts';
import { bodies, drain, oneHost, openQueue } from '../../../testing/messaging.ts';

const ROLE = 'arn:aws:iam::123456789012:role/scheduler';
const OFF = { mode: 'OFF' } as const;
type Input = Parameters<Cloud['scheduler']['createSchedule']>[0];

/** A schedule that sends its time to a queue. */
function schedule(
  cloud: Cloud,
  queue: Pick<Queue, 'arn'>,
  scheduleExpression: string,
  more: Partial<Input> = {},
) {
  const { target, ...rest } = more;
  const input: Input = {
    name: 's',
    scheduleExpression,
    flexibleTimeWindow: OFF,
    ...rest,
    target: { arn: queue.arn, roleArn: ROLE, input: '<aws.scheduler.scheduled-time>', ...target },
  };
  return cloud.scheduler.createSchedule(input);
}

function withQueue(name = 'q'): { cloud: Cloud; queue: Queue } {
  const cloud = oneHost();
  const queue = openQueue(cloud, name);
  void queue.setQueueAttributes({ messageRetentionPeriod: days(14) });
  return { cloud, queue };
}

describe('when it fires (the clock begins on Thursday, 2026-01-01, at midnight)', () => {
  const cases: [what: string, expression: string, more: Partial<Input>, run: number, times: string[]][] = [
    [
      'a rate at once, and each period',
      'rate(5 minutes)',
      {},
      minutes(11),
      ['01T00:00', '01T00:05', '01T00:10'],
    ],
    [
      'a rate from its start on',
      'rate(1 hours)',
      { startDate: new Date('2026-01-01T00:30:00Z') },
      hours(2),
      ['01T00:30', '01T01:30'],
    ],
    [
      'a rate whose start is just over, in its steps',
      'rate(5 minutes)',
      { startDate: new Date('2025-12-31T23:57:00Z') },
      minutes(8),
      ['01T00:02', '01T00:07'],
    ],
    [
      'up to its end',
      'rate(1 hours)',
      { endDate: new Date('2026-01-01T01:00:00Z') },
      hours(5),
      ['01T00:00', '01T01:00'],
    ],
    ['cron, in UTC', 'cron(30 18 ? * MON-FRI *)', {}, days(5), ['01T18:30', '02T18:30', '05T18:30']],
    [
      'cron, by the clocks of a zone',
      'cron(30 18 ? * MON-FRI *)',
      { scheduleExpressionTimezone: 'America/New_York' },
      days(3),
      ['01T23:30', '02T23:30'],
    ],
    ['once', 'at(2026-01-02T03:04:05)', {}, days(9), ['02T03:04']],
    [
      'once, by the clocks of a zone',
      'at(2026-01-02T03:04:05)',
      { scheduleExpressionTimezone: 'Europe/Berlin' },
      days(9),
      ['02T02:04'],
    ],
    ['never, where its time is over', 'at(2025-01-02T03:04:05)', {}, days(9), []],
    [
      'once, whatever its start and end',
      'at(2026-01-02T03:04:05)',
      { startDate: new Date('2020-01-01'), endDate: new Date('2020-01-01') },
      days(9),
      ['02T03:04'],
    ],
    ['not while it is disabled', 'rate(1 days)', { state: 'DISABLED' }, days(3), []],
  ];
  test.each(cases)('%s', async (_what, expression, more, run, times) => {
    const { cloud, queue } = withQueue();
    schedule(cloud, queue, expression, more);
    await cloud.run(run);
    expect((await bodies(queue)).map((time) => time.slice(8, 16))).toEqual(times);
  });

  test('somewhere in its flexible window', async () => {
    const { cloud, queue } = withQueue();
    const flexibleTimeWindow = { mode: 'FLEXIBLE', maximumWindowInMinutes: 60 } as const;
    for (let i = 0; i < 200; i++)
      schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { name: `s${i}`, flexibleTimeWindow });
    await cloud.run(hours(1) - 1);
    expect(await bodies(queue)).toEqual([]);
    await cloud.run(minutes(30) + 1);
    const half = (await bodies(queue)).length;
    expect(half).toBeGreaterThan(70);
    expect(half).toBeLessThan(130);
    await cloud.run(minutes(30));
    expect((await bodies(queue)).length).toBe(200 - half);
  });

  test('not for the target that an update replaces within its window', async () => {
    const { cloud, queue } = withQueue();
    const flexibleTimeWindow = { mode: 'FLEXIBLE', maximumWindowInMinutes: 1440 } as const;
    const scheduleExpression = 'at(2026-01-01T01:00:00)';
    for (let i = 0; i < 20; i++)
      schedule(cloud, queue, scheduleExpression, { name: `s${i}`, flexibleTimeWindow });
    await cloud.run(hours(1) + 1);
    for (let i = 0; i < 20; i++)
      cloud.scheduler.updateSchedule({
        name: `s${i}`,
        scheduleExpression: 'at(2026-01-03T01:00:00)',
        flexibleTimeWindow: OFF,
        target: { arn: queue.arn, roleArn: ROLE, input: 'new' },
      });
    await cloud.run(days(2));
    expect(await bodies(queue)).toEqual(Array.from({ length: 20 }, () => 'new'));
  });

  test('within a minute of its time, where the model says so', async () => {
    const { cloud, queue } = withQueue();
    cloud.scheduler.model.spread = 60;
    schedule(cloud, queue, 'rate(1 minutes)');
    await cloud.run(minutes(30));
    const late = (await drain(queue)).map(
      ({ attributes, body }) => attributes.sentTimestamp - Date.parse(body),
    );
    expect(Math.max(...late)).toBeGreaterThan(30_000);
    expect(Math.max(...late)).toBeLessThan(60_000);
  });

  test('an update begins anew, and takes back what it does not name', async () => {
    const { cloud, queue } = withQueue();
    schedule(cloud, queue, 'rate(1 hours)', { description: 'old', state: 'DISABLED' });
    await cloud.run(minutes(90));
    const target = { arn: queue.arn, roleArn: ROLE, input: 'new' };
    cloud.scheduler.updateSchedule({
      name: 's',
      scheduleExpression: 'rate(1 days)',
      flexibleTimeWindow: OFF,
      target,
    });
    await cloud.run(days(1) + 1);
    expect(await bodies(queue)).toEqual(['new', 'new']);
    const { description, state } = cloud.scheduler.getSchedule({ name: 's' });
    expect({ description, state }).toEqual({ description: undefined, state: 'ENABLED' });
  });

  test('it is deleted after its last time, where it says so', async () => {
    const { cloud, queue } = withQueue();
    const actionAfterCompletion = 'DELETE' as const;
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { name: 'once', actionAfterCompletion });
    const endDate = new Date('2026-01-01T03:00:00Z');
    schedule(cloud, queue, 'rate(1 hours)', { name: 'hourly', actionAfterCompletion, endDate });
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { name: 'kept' });
    const names = () => cloud.scheduler.listSchedules().schedules.map(({ name }) => name);
    await cloud.run(hours(2));
    expect(names()).toEqual(['hourly', 'kept']);
    await cloud.run(hours(2));
    expect(names()).toEqual(['kept']);
  });
});

describe('what it calls', () => {
  test('a queue, with the keywords of the input filled in', async () => {
    const { cloud, queue } = withQueue();
    const input =
      '<aws.scheduler.schedule-arn> <aws.scheduler.attempt-number> <aws.scheduler.execution-id> <aws.scheduler.x>';
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { target: { arn: queue.arn, roleArn: ROLE, input } });
    await cloud.run(hours(2));
    const [body] = await bodies(queue);
    expect(body).toMatch(
      /^arn:aws:scheduler:us-east-1:123456789012:schedule\/default\/s 1 [0-9a-f]{16} <aws.scheduler.x>$/,
    );
  });

  test('with an event of its own, where there is no input', async () => {
    const { cloud, queue } = withQueue();
    const { scheduleArn } = cloud.scheduler.createSchedule({
      name: 's',
      scheduleExpression: 'at(2026-01-01T01:00:00)',
      flexibleTimeWindow: OFF,
      target: { arn: queue.arn, roleArn: ROLE },
    });
    await cloud.run(hours(2));
    expect(JSON.parse((await bodies(queue))[0]!)).toMatchObject({
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      time: '2026-01-01T01:00:00Z',
      resources: [scheduleArn],
      detail: '{}',
    });
  });

  test('an event bus, with one event', async () => {
    const { cloud, queue } = withQueue();
    void queue.setQueueAttributes({ policy: '' });
    const open = openQueue(cloud, 'events', 'events');
    cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["nightly"]}' });
    const targets = [{ id: 't', arn: open.arn, inputPath: '$.detail' }];
    cloud.eventbridge.putTargets({ rule: 'r', targets });
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', {
      target: {
        arn: cloud.arn('events', 'event-bus/default'),
        roleArn: ROLE,
        input: '{"n":1}',
        eventBridgeParameters: { source: 'nightly', detailType: 't' },
      },
    });
    await cloud.run(hours(2));
    expect(await bodies(open)).toEqual(['{"n":1}']);
  });

  test('an event that the bus refuses is a failure, though PutEvents succeeds', async () => {
    const { cloud, queue } = withQueue();
    const dead = openQueue(cloud, 'dead');
    const target = {
      arn: cloud.arn('events', 'event-bus/default'),
      roleArn: ROLE,
      input: '[]',
      eventBridgeParameters: { source: 'shop', detailType: 'd' },
      deadLetterConfig: { arn: dead.arn },
    };
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { target });
    await cloud.run(hours(2));
    const [letter] = await drain(dead);
    expect(letter!.messageAttributes).toMatchObject({ ERROR_CODE: { stringValue: 'MalformedDetail' } });
  });

  test('any operation of a service, with the input as its parameters', async () => {
    const { cloud, queue } = withQueue();
    const input = JSON.stringify({ QueueUrl: queue.url, MessageBody: '<aws.scheduler.scheduled-time>' });
    const target = { arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage', roleArn: ROLE, input };
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { target });
    await cloud.run(hours(2));
    expect(await bodies(queue)).toEqual(['2026-01-01T01:00:00Z']);
  });
});

describe('what fails', () => {
  /** A queue that a fault keeps from answering. */
  function failing(errors: (AwsError | undefined)[], retries?: number) {
    const { cloud, queue } = withQueue();
    const dead = openQueue(cloud, 'dead');
    const deliver = cloud.sqs.deliver.bind(cloud.sqs);
    cloud.sqs.deliver = (arn, delivery) => {
      const error = arn === queue.arn ? errors.shift() : undefined;
      if (error) throw error;
      return deliver(arn, delivery);
    };
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', {
      target: {
        arn: queue.arn,
        roleArn: ROLE,
        input: 'try <aws.scheduler.attempt-number>',
        deadLetterConfig: { arn: dead.arn },
        ...(retries !== undefined && { retryPolicy: { maximumRetryAttempts: retries } }),
      },
    });
    return { cloud, queue, dead };
  }
  const down = () => new AwsError('SQS', 'ServiceUnavailable', { status: 503, fault: 'server' }, 'down');

  test('is tried again', async () => {
    const { cloud, queue, dead } = failing([down(), down()]);
    await cloud.run(hours(2));
    expect(await bodies(queue)).toEqual(['try 3']);
    expect(await bodies(dead)).toEqual([]);
  });

  test('goes to the dead-letter queue after the retries, with the reasons', async () => {
    const { cloud, dead } = failing([down(), down(), down()], 1);
    await cloud.run(hours(2));
    const [letter] = await drain(dead);
    expect(letter!.body).toBe('try 2');
    const texts = Object.entries(letter!.messageAttributes!).map(([name, value]) => [
      name,
      value.stringValue,
    ]);
    expect(Object.fromEntries(texts)).toEqual({
      ERROR_CODE: 'ServiceUnavailable',
      ERROR_MESSAGE: 'down',
      EXECUTION_ID: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      EXHAUSTED_RETRY_CONDITION: 'MaximumRetryAttempts',
      IS_PAYLOAD_TRUNCATED: 'false',
      RETRY_ATTEMPTS: '1',
      SCHEDULED_TIME: '2026-01-01T01:00:00Z',
      SCHEDULE_ARN: 'arn:aws:scheduler:us-east-1:123456789012:schedule/default/s',
      TARGET_ARN: 'arn:aws:sqs:us-east-1:123456789012:q',
    });
  });

  test('for 24 hours and 185 times, if nothing else is set', async () => {
    const { cloud, dead } = failing(Array.from({ length: 1000 }, down));
    await cloud.run(days(2));
    const [letter] = await drain(dead);
    expect(letter!.messageAttributes!.RETRY_ATTEMPTS!.stringValue).toBe('185');
    expect(cloud.scheduler.metric('InvocationAttemptCount')).toBeDefined();
  });

  test.each([
    ['without a dead-letter queue', false],
    ['with one', true],
  ])('is counted, %s: tries, failures, throttles, and what is given up', async (_what, withDead) => {
    const { cloud, queue } = withQueue();
    const deadLetterConfig = withDead && { deadLetterConfig: { arn: openQueue(cloud, 'dead').arn } };
    const { deliver } = cloud.sqs;
    const errors = [
      new AwsError('SQS', 'RequestThrottled', { status: 400, fault: 'client' }, 'slower'),
      down(),
      down(),
    ];
    cloud.sqs.deliver = (arn, delivery) => {
      if (arn !== queue.arn) return deliver.call(cloud.sqs, arn, delivery);
      throw errors.shift()!;
    };
    const retryPolicy = { maximumRetryAttempts: 2 };
    const target = { arn: queue.arn, roleArn: ROLE, retryPolicy, ...deadLetterConfig };
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { target });
    const names = [
      'InvocationAttemptCount',
      'TargetErrorCount',
      'TargetErrorThrottledCount',
      'InvocationDroppedCount',
      'InvocationsSentToDeadLetterCount',
    ] as const;
    const series = names.map((name) => cloud.record(cloud.scheduler.metric(name)));
    await cloud.run(hours(2));
    const sums = series.map((points) => points.reduce((sum, [, value]) => sum + value, 0));
    expect(sums).toEqual([3, 3, 1, 1, withDead ? 1 : 0]);
  });

  test('is not tried again where the target is gone', async () => {
    const { cloud, queue } = withQueue();
    const dead = openQueue(cloud, 'dead');
    const arn = cloud.arn('sqs', 'gone');
    const target = { arn, roleArn: ROLE, deadLetterConfig: { arn: dead.arn } };
    schedule(cloud, queue, 'at(2026-01-01T01:00:00)', { target });
    await cloud.run(hours(1) + 1);
    const [letter] = await drain(dead);
    expect(letter!.messageAttributes!.RETRY_ATTEMPTS!.stringValue).toBe('0');
  });
});

describe('what it refuses', () => {
  const target = { arn: 'arn:aws:sqs:us-east-1:123456789012:q', roleArn: ROLE };
  const cases: [what: string, more: Partial<Input>, message: string][] = [
    [
      'an expression',
      { scheduleExpression: 'rate(0 minutes)' },
      'Invalid Schedule Expression rate(0 minutes).',
    ],
    [
      'a flexible window without its length',
      { flexibleTimeWindow: { mode: 'FLEXIBLE' } },
      'MaximumWindowInMinutes must be set',
    ],
    [
      'a window longer than a day',
      { flexibleTimeWindow: { mode: 'FLEXIBLE', maximumWindowInMinutes: 1441 } },
      'Member must have value less than or equal to 1440',
    ],
    [
      'a start long over',
      { startDate: new Date('2025-12-31T23:54:00Z') },
      'The StartDate you specify cannot be earlier than 5 minutes ago.',
    ],
    [
      'an end before the start',
      { startDate: new Date('2026-02-01'), endDate: new Date('2026-01-31') },
      'The EndDate you specify must come after the StartDate.',
    ],
    [
      'a target that is no ARN',
      { target: { ...target, arn: 'q' } },
      'Provided Arn is not in correct format.',
    ],
    ['a role that is none', { target: { ...target, roleArn: target.arn } }, 'must be the ARN of an IAM role'],
    [
      'a FIFO queue without a group',
      { target: { ...target, arn: `${target.arn}.fifo` } },
      'SqsParameters with a MessageGroupId must be specified',
    ],
    [
      'a FIFO queue for dead letters',
      { target: { ...target, deadLetterConfig: { arn: `${target.arn}.fifo` } } },
      'A dead-letter queue must be a standard queue',
    ],
    [
      'an operation that only reads',
      { target: { ...target, arn: 'arn:aws:scheduler:::aws-sdk:sqs:listQueues' } },
      'is not supported: it only reads',
    ],
    [
      'text for a function',
      { target: { ...target, arn: 'arn:aws:lambda:us-east-1:123456789012:function:f', input: 'hello' } },
      'The input of the target must be JSON.',
    ],
    [
      'too many retries',
      { target: { ...target, retryPolicy: { maximumRetryAttempts: 186 } } },
      'Member must have value less than or equal to 185',
    ],
    ['a group that is not there', { groupName: 'g' }, 'Schedule group g does not exist.'],
  ];
  test.each(cases)('%s', (_what, more, message) => {
    const { cloud, queue } = withQueue();
    const { scheduleExpression = 'rate(1 minutes)', ...rest } = more;
    const input = { name: 's', flexibleTimeWindow: OFF, target: { ...target, arn: queue.arn }, ...rest };
    expect(() => cloud.scheduler.createSchedule({ scheduleExpression, ...input })).toThrow(message);
    expect(cloud.scheduler.listSchedules().schedules).toEqual([]);
  });

  test('a time zone whose clocks are not known here is not modelled', () => {
    const { cloud, queue } = withQueue();
    expect(() =>
      schedule(cloud, queue, 'rate(1 minutes)', { scheduleExpressionTimezone: 'Asia/Tokyo' }),
    ).toThrow(NotModelled);
  });

  test('one schedule more than the account’s quota, which is ten million', () => {
    const { cloud, queue } = withQueue();
    expect(schedulerLimits.schedules.max).toBe(10_000_000);
    cloud.region('us-east-1').quotas.set(schedulerLimits.schedules, 2);
    for (const name of ['a', 'b']) schedule(cloud, queue, 'rate(1 minutes)', { name });
    expect(() => schedule(cloud, queue, 'rate(1 minutes)', { name: 'c' })).toThrow(
      expect.objectContaining({ name: 'ServiceQuotaExceededException' }),
    );
  });

  test('a name that is taken; but not the same request again', () => {
    const { cloud, queue } = withQueue();
    const { scheduleArn } = schedule(cloud, queue, 'rate(1 minutes)', { clientToken: 'a' });
    expect(schedule(cloud, queue, 'rate(1 minutes)', { clientToken: 'a' })).toEqual({ scheduleArn });
    expect(() => schedule(cloud, queue, 'rate(1 minutes)', { clientToken: 'b' })).toThrow(
      'Schedule s already exists.',
    );
  });
});

test('a group takes its schedules with it, at once or after a while', async () => {
  const { cloud, queue } = withQueue();
  cloud.scheduler.createScheduleGroup({ name: 'g', tags: [{ key: 'k', value: 'v' }] });
  schedule(cloud, queue, 'rate(1 minutes)', { groupName: 'g' });
  cloud.scheduler.model.groupDeletion = 90;
  cloud.scheduler.deleteScheduleGroup({ name: 'g' });
  expect(cloud.scheduler.getScheduleGroup({ name: 'g' }).state).toBe('DELETING');
  expect(() => schedule(cloud, queue, 'rate(1 minutes)', { name: 't', groupName: 'g' })).toThrow(
    'Schedule group g is being deleted.',
  );
  await cloud.run(minutes(10));
  expect((await bodies(queue)).length).toBe(2);
  expect(() => cloud.scheduler.getScheduleGroup({ name: 'g' })).toThrow('does not exist');
  expect(() => cloud.scheduler.deleteScheduleGroup({ name: 'default' })).toThrow('Cannot delete the default');
});

test('invocations cost a dollar a million, after 14 million a month', async () => {
  const { cloud, queue } = withQueue();
  schedule(cloud, queue, 'rate(1 minutes)');
  await cloud.run(hours(1) - 1);
  const line = cloud.meter.bill().find(({ service }) => service === 'Amazon EventBridge Scheduler');
  expect(line).toMatchObject({ quantity: 60, usd: 60e-6 });
});
