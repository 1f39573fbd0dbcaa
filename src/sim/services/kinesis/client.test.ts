import {
  CreateStreamCommand,
  DescribeStreamSummaryCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  ListShardsCommand,
  ProvisionedThroughputExceededException,
  PutRecordCommand,
  PutRecordsCommand,
  RegisterStreamConsumerCommand,
  ResourceInUseException,
  ResourceNotFoundException,
  SplitShardCommand,
} from '@aws-sdk/client-kinesis';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const bytes = (text: string) => new TextEncoder().encode(text);

test('the real client of Kinesis makes a stream, splits it, and reads parent and children in order', async () => {
  const cloud = new Cloud(still);
  const client = connect(new KinesisClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const StreamName = 'clicks';
  await client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }));
  const put = (text: string, PartitionKey = 'a') =>
    client.send(new PutRecordCommand({ StreamName, PartitionKey, Data: bytes(text) }));
  await expect(put('too early')).rejects.toBeInstanceOf(ResourceNotFoundException);
  await cloud.run(10);
  await expect(client.send(new CreateStreamCommand({ StreamName, ShardCount: 1 }))).rejects.toBeInstanceOf(
    ResourceInUseException,
  );
  const first = await put('one');
  expect(first).toMatchObject({
    ShardId: 'shardId-000000000000',
    SequenceNumber: expect.stringMatching(/^49\d{54}$/) as string,
  });
  await client.send(
    new SplitShardCommand({
      StreamName,
      ShardToSplit: first.ShardId,
      NewStartingHashKey: String(1n << 127n),
    }),
  );
  await put('two');
  await cloud.run(30);
  await put('three');
  await cloud.run(1);
  const { Shards } = await client.send(new ListShardsCommand({ StreamName }));
  expect(Shards!.map(({ ShardId, ParentShardId }) => [ShardId, ParentShardId])).toEqual([
    ['shardId-000000000000', undefined],
    ['shardId-000000000001', 'shardId-000000000000'],
    ['shardId-000000000002', 'shardId-000000000000'],
  ]);
  const { ShardIterator } = await client.send(
    new GetShardIteratorCommand({ StreamName, ShardId: first.ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
  );
  const read = await client.send(new GetRecordsCommand({ ShardIterator }));
  expect(read.Records!.map(({ Data }) => new TextDecoder().decode(Data))).toEqual(['one', 'two']);
  expect(read.NextShardIterator).toBeUndefined();
  expect(read.ChildShards!.map(({ ShardId }) => ShardId)).toEqual([
    'shardId-000000000001',
    'shardId-000000000002',
  ]);
  const { StreamDescriptionSummary: summary } = await client.send(
    new DescribeStreamSummaryCommand({ StreamName }),
  );
  expect(summary).toMatchObject({ StreamStatus: 'ACTIVE', OpenShardCount: 2, RetentionPeriodHours: 24 });
});

test('the real client meets the limits of a shard, and a registered consumer', async () => {
  const cloud = new Cloud(still);
  const stream = cloud.kinesis.stream('clicks');
  const client = connect(new KinesisClient({ region: 'us-east-1', maxAttempts: 1 }), cloud);
  const records = (count: number) =>
    Array.from({ length: count }, () => ({ PartitionKey: 'k', Data: bytes('x') }));
  const put = (count: number) =>
    client.send(new PutRecordsCommand({ StreamName: 'clicks', Records: records(count) }));
  expect((await put(500)).FailedRecordCount).toBe(0);
  expect((await put(499)).FailedRecordCount).toBe(0);
  const last = await put(3);
  expect(last.FailedRecordCount).toBe(2);
  expect(last.Records!.map(({ ErrorCode }) => ErrorCode)).toEqual([
    undefined,
    'ProvisionedThroughputExceededException',
    'ProvisionedThroughputExceededException',
  ]);
  await expect(
    client.send(new PutRecordCommand({ StreamName: 'clicks', PartitionKey: 'k', Data: bytes('x') })),
  ).rejects.toBeInstanceOf(ProvisionedThroughputExceededException);
  const { Consumer } = await client.send(
    new RegisterStreamConsumerCommand({ StreamARN: stream.arn, ConsumerName: 'fast' }),
  );
  expect(Consumer).toMatchObject({ ConsumerName: 'fast', ConsumerStatus: 'CREATING' });
});
