import {
  ConflictException,
  CreateScheduleCommand,
  GetScheduleCommand,
  ListSchedulesCommand,
  ResourceNotFoundException,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { expect, test } from 'vitest';
import { connect } from '../../index.ts';
import { bodies, oneHost, openQueue } from '../../../testing/messaging.ts';

test('the real client of Scheduler makes a schedule that sends to a queue', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q');
  const client = connect(new SchedulerClient({ region: 'us-east-1' }), cloud);
  const input = {
    Name: 's',
    ScheduleExpression: 'rate(1 minutes)',
    StartDate: new Date('2026-01-01T00:01:00Z'),
    FlexibleTimeWindow: { Mode: 'OFF' as const },
    Target: { Arn: queue.arn, RoleArn: 'arn:aws:iam::123456789012:role/r', Input: 'tick' },
  };
  await client.send(new CreateScheduleCommand(input));
  await cloud.run(120);
  expect(await bodies(queue)).toEqual(['tick', 'tick']);
  const { Schedules } = await client.send(new ListSchedulesCommand({ NamePrefix: 's' }));
  expect(Schedules).toMatchObject([{ Name: 's', State: 'ENABLED', CreationDate: expect.any(Date) as Date }]);
  await expect(client.send(new CreateScheduleCommand(input))).rejects.toBeInstanceOf(ConflictException);
  await expect(client.send(new GetScheduleCommand({ Name: 'none' }))).rejects.toBeInstanceOf(
    ResourceNotFoundException,
  );
});
