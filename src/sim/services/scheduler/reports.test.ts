import { expect, test } from 'vitest';
import { days, hours, minutes } from '../../index.ts';
import { bodies, drain, oneHost, openQueue, topicWith } from '../../../testing/messaging.ts';

/** What users of other emulators found to be unlike AWS. */

const roleArn = 'arn:aws:iam::123456789012:role/scheduler';
const flexibleTimeWindow = { mode: 'OFF' } as const;
const input = '<aws.scheduler.scheduled-time>';

function setUp(queueName = 'q') {
  const cloud = oneHost();
  const queue = openQueue(cloud, queueName);
  const target = { arn: queue.arn, roleArn, input };
  return { cloud, queue, base: { name: 's', flexibleTimeWindow, target } };
}

test.each([
  'cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)',
  'cron(30-30 13-13 ? * 2,4,6 *)',
  'cron(1-31/30 1-1 ? * 1,7 *)',
])('%s is valid (localstack#13572)', (scheduleExpression) => {
  const { cloud, base } = setUp();
  expect(cloud.scheduler.createSchedule({ ...base, scheduleExpression }).scheduleArn).toMatch(
    /\/default\/s$/,
  );
});

test('at(2025-01-31T15:59:42) is valid (localstack#12191)', () => {
  const { cloud, base } = setUp();
  const scheduleExpression = 'at(2025-01-31T15:59:42)';
  expect(cloud.scheduler.createSchedule({ ...base, scheduleExpression })).toBeDefined();
});

test('an expression that is not valid is refused (localstack#9284)', () => {
  const { cloud, base } = setUp();
  expect(() => cloud.scheduler.createSchedule({ ...base, scheduleExpression: 'cron(nope)' })).toThrow(
    'Invalid Schedule Expression cron(nope).',
  );
});

test('a schedule triggers a queue (localstack#9861, #11263)', async () => {
  const { cloud, queue, base } = setUp();
  cloud.scheduler.createSchedule({ ...base, scheduleExpression: 'rate(1 minutes)' });
  await cloud.run(minutes(3) - 1);
  expect((await bodies(queue)).length).toBe(3);
});

test('GetSchedule tells ActionAfterCompletion (localstack#9285, moto#7874)', () => {
  const { cloud, base } = setUp();
  const given = { ...base, scheduleExpression: 'rate(1 days)', actionAfterCompletion: 'DELETE' as const };
  cloud.scheduler.createSchedule(given);
  expect(cloud.scheduler.getSchedule({ name: 's' }).actionAfterCompletion).toBe('DELETE');
});

test('a start more than five minutes ago is refused (moto#8172)', () => {
  const { cloud, base } = setUp();
  const given = { ...base, scheduleExpression: 'cron(0 * * * ? *)' };
  expect(() => cloud.scheduler.createSchedule({ ...given, startDate: new Date('2025-12-31') })).toThrow(
    'The StartDate you specify cannot be earlier than 5 minutes ago.',
  );
});

test('a schedule of a group is found by its group, and only by it (moto#6269, cdkd#964)', () => {
  const { cloud, base } = setUp();
  cloud.scheduler.createScheduleGroup({ name: 'g' });
  const given = { ...base, scheduleExpression: 'rate(1 days)' };
  cloud.scheduler.createSchedule({ ...given, groupName: 'g' });
  cloud.scheduler.updateSchedule({ ...given, groupName: 'g', description: 'new' });
  expect(cloud.scheduler.getSchedule({ name: 's', groupName: 'g' }).description).toBe('new');
  expect(() => cloud.scheduler.deleteSchedule({ name: 's' })).toThrow('Schedule s does not exist.');
});

test('aws-sdk:sns:publish takes the topic and the attributes from the input (floci#1265, #1669)', async () => {
  const { cloud, base } = setUp();
  const queue = openQueue(cloud, 'subscribed');
  const topicArn = topicWith(cloud, 't');
  cloud.sns.subscribe({
    topicArn,
    protocol: 'sqs',
    endpoint: queue.arn,
    attributes: { RawMessageDelivery: 'true', FilterPolicy: '{"kind":["a"]}' },
  });
  const MessageAttributes = { kind: { DataType: 'String', StringValue: 'a' } };
  const publish = JSON.stringify({ TopicArn: topicArn, Message: 'hello', MessageAttributes });
  const target = { arn: 'arn:aws:scheduler:::aws-sdk:sns:publish', roleArn, input: publish };
  cloud.scheduler.createSchedule({ ...base, target, scheduleExpression: 'at(2026-01-01T01:00:00)' });
  await cloud.run(hours(2));
  expect(await bodies(queue)).toEqual(['hello']);
});

test('a FIFO queue gets the group of SqsParameters (floci#1265)', async () => {
  const { cloud, queue, base } = setUp('q.fifo');
  void queue.setQueueAttributes({ contentBasedDeduplication: true });
  const target = { ...base.target, sqsParameters: { messageGroupId: 'g' } };
  cloud.scheduler.createSchedule({ ...base, target, scheduleExpression: 'at(2026-01-01T01:00:00)' });
  await cloud.run(hours(2));
  const [message] = await queue.receiveMessage();
  expect(message!.attributes.messageGroupId).toBe('g');
});

test('a target is told with its retry policy, set or not (fakecloud#1905)', () => {
  const { cloud, base } = setUp();
  const retryPolicy = { maximumRetryAttempts: 0 };
  cloud.scheduler.createSchedule({ ...base, scheduleExpression: 'rate(1 days)' });
  const target = { ...base.target, retryPolicy };
  cloud.scheduler.createSchedule({ ...base, name: 't', target, scheduleExpression: 'rate(1 days)' });
  expect(cloud.scheduler.getSchedule({ name: 's' }).target!.retryPolicy).toEqual({
    maximumRetryAttempts: 185,
    maximumEventAgeInSeconds: 86_400,
  });
  expect(cloud.scheduler.getSchedule({ name: 't' }).target!.retryPolicy!.maximumRetryAttempts).toBe(0);
});

test('what fails goes to the dead-letter queue, as often as it is due (gopherstack#1840, floci#3687)', async () => {
  const { cloud, queue, base } = setUp();
  const target = { ...base.target, arn: cloud.arn('sqs', 'gone'), deadLetterConfig: { arn: queue.arn } };
  cloud.scheduler.createSchedule({ ...base, target, scheduleExpression: 'rate(1 hours)' });
  await cloud.run(hours(2) + 1);
  expect((await drain(queue)).map(({ body }) => body.slice(11, 16))).toEqual(['00:00', '01:00', '02:00']);
});

test('an input that is no JSON fails a universal target (floci#3687)', async () => {
  const { cloud, queue, base } = setUp();
  const arn = 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage';
  const target = { arn, roleArn, input: '{', deadLetterConfig: { arn: queue.arn } };
  cloud.scheduler.createSchedule({ ...base, target, scheduleExpression: 'rate(1 days)' });
  await cloud.run(1);
  expect(await bodies(queue)).toEqual(['{']);
});

test('cron goes by the zone’s clocks, summer time too (yulin#1343, fakecloud#928)', async () => {
  const { cloud, queue, base } = setUp();
  void queue.setQueueAttributes({ messageRetentionPeriod: days(14) });
  const startDate = new Date('2026-03-28');
  const scheduleExpression = 'cron(0 9 * * ? *)';
  const scheduleExpressionTimezone = 'Europe/London';
  cloud.scheduler.createSchedule({ ...base, scheduleExpression, scheduleExpressionTimezone, startDate });
  await cloud.run(days(88));
  // The clocks go forward on 2026-03-29.
  expect(await bodies(queue)).toEqual(['2026-03-28T09:00:00Z', '2026-03-29T08:00:00Z']);
});

test('a group is to be there before its schedules, and takes them with it (yulin#1083)', () => {
  const { cloud, base } = setUp();
  const given = { ...base, groupName: 'g', scheduleExpression: 'rate(1 days)' };
  expect(() => cloud.scheduler.createSchedule(given)).toThrow('Schedule group g does not exist.');
  cloud.scheduler.createScheduleGroup({ name: 'g' });
  cloud.scheduler.createSchedule(given);
  cloud.scheduler.deleteScheduleGroup({ name: 'g' });
  expect(cloud.scheduler.listSchedules().schedules).toEqual([]);
});
