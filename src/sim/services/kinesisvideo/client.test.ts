import {
  CreateStreamCommand,
  DeleteStreamCommand,
  DescribeStreamCommand,
  GetDataEndpointCommand,
  KinesisVideoClient,
  ListStreamsCommand,
  ListTagsForStreamCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  TagStreamCommand,
  UntagStreamCommand,
  UpdateDataRetentionCommand,
  UpdateStreamCommand,
  VersionMismatchException,
} from '@aws-sdk/client-kinesis-video';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

test('the real client makes a stream, gives it retention, and finds its endpoints', async () => {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const client = connect(new KinesisVideoClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const StreamName = 'door';
  const { StreamARN } = await client.send(new CreateStreamCommand({ StreamName, MediaType: 'video/h264' }));
  expect(StreamARN).toMatch(/^arn:aws:kinesisvideo:us-east-1:123456789012:stream\/door\/\d{13}$/);
  await expect(client.send(new CreateStreamCommand({ StreamName }))).rejects.toBeInstanceOf(
    ResourceInUseException,
  );
  const info = async () => (await client.send(new DescribeStreamCommand({ StreamName }))).StreamInfo!;
  expect(await info()).toMatchObject({
    Status: 'CREATING',
    DataRetentionInHours: 0,
    MediaType: 'video/h264',
  });
  await cloud.run(5);
  const { Version, Status } = await info();
  expect(Status).toBe('ACTIVE');
  const change = {
    StreamName,
    CurrentVersion: Version,
    Operation: 'INCREASE_DATA_RETENTION' as const,
    DataRetentionChangeInHours: 48,
  };
  await client.send(new UpdateDataRetentionCommand(change));
  expect((await info()).DataRetentionInHours).toBe(48);
  await expect(client.send(new UpdateDataRetentionCommand(change))).rejects.toBeInstanceOf(
    VersionMismatchException,
  );
  const endpoint = await client.send(new GetDataEndpointCommand({ StreamName, APIName: 'PUT_MEDIA' }));
  expect(endpoint.DataEndpoint).toMatch(/^https:\/\/s-[0-9a-f]+\.kinesisvideo\.us-east-1\.amazonaws\.com$/);
  expect((await client.send(new ListStreamsCommand({}))).StreamInfoList).toHaveLength(1);
  await client.send(new TagStreamCommand({ StreamName, Tags: { team: 'a', place: 'door' } }));
  await client.send(new UntagStreamCommand({ StreamName, TagKeyList: ['place'] }));
  expect((await client.send(new ListTagsForStreamCommand({ StreamARN }))).Tags).toEqual({ team: 'a' });
  const CurrentVersion = (await info()).Version;
  await client.send(new UpdateStreamCommand({ StreamName, CurrentVersion, DeviceName: 'bell' }));
  expect((await info()).DeviceName).toBe('bell');
  await client.send(new DeleteStreamCommand({ StreamARN }));
  await expect(info()).rejects.toBeInstanceOf(ResourceNotFoundException);
});
