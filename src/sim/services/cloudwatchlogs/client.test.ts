import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client of CloudWatch Logs writes lines and finds them', async () => {
  const cloud = new Cloud();
  const client = connect(new CloudWatchLogsClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const names = { logGroupName: 'app', logStreamName: 's' };
  const find = () => client.send(new FilterLogEventsCommand({ logGroupName: 'app', filterPattern: '"two"' }));
  await expect(find()).rejects.toBeInstanceOf(ResourceNotFoundException);
  await client.send(new CreateLogGroupCommand({ logGroupName: 'app' }));
  await expect(client.send(new CreateLogGroupCommand({ logGroupName: 'app' }))).rejects.toBeInstanceOf(
    ResourceAlreadyExistsException,
  );
  await client.send(new CreateLogStreamCommand(names));
  const timestamp = cloud.simulation.epochMillis;
  const logEvents = ['one', 'two'].map((message) => ({ timestamp, message }));
  await client.send(new PutLogEventsCommand({ ...names, logEvents }));
  expect((await find()).events).toMatchObject([{ message: 'two', logStreamName: 's', timestamp }]);
});
