import { expect, test } from 'vitest';
import { Cloud, hours } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const refusal = (name: string, message?: RegExp) =>
  expect.objectContaining({
    name,
    ...(message && { message: expect.stringMatching(message) as string }),
  }) as Error;
const EPOCH = Date.parse('2026-01-01T00:00:00Z') / 1000;

/** A stream made by CreateStream, with a retention of an hour, and a fragment a minute for two hours. */
async function filmed() {
  const cloud = new Cloud(still);
  const stream = cloud.kinesisvideo.stream('door', { dataRetentionInHours: 1 });
  cloud.process(function* film() {
    for (;;) {
      stream.putMedia({ duration: 10, bytes: 1e6, frames: [] });
      yield 60;
    }
  });
  await cloud.run(hours(2));
  return { cloud, stream };
}

// https://github.com/amazon-connect/voicemail-express-amazon-connect/issues/28
test('ListFragments refuses an end that lies before the retention', async () => {
  const { stream } = await filmed();
  expect(() => stream.listFragments({ startTimestamp: EPOCH, endTimestamp: EPOCH + 60 })).toThrow(
    refusal('InvalidArgumentException', /^End timestamp \d+ is outside of the stream retention period\.$/),
  );
  expect(stream.listFragments({ startTimestamp: EPOCH }).length).toBe(60);
});

// https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-cpp/issues/262
test('GetMediaForFragmentList names the numbers that are not in the stream', async () => {
  const { stream } = await filmed();
  const number = '91343852333181462128001806257567932306329308888';
  expect(() => stream.getMediaForFragmentList([number])).toThrow(
    refusal('InvalidArgumentException', new RegExp(`Fragment numbers are invalid : \\[${number}\\]`)),
  );
});

// https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/27
test('the index of fragments has an endpoint of its own', () => {
  const cloud = new Cloud(still);
  cloud.kinesisvideo.stream('door', { dataRetentionInHours: 1 });
  const endpoint = (apiName: 'LIST_FRAGMENTS' | 'PUT_MEDIA') =>
    cloud.kinesisvideo.getDataEndpoint({ streamName: 'door', apiName }).dataEndpoint;
  expect(endpoint('LIST_FRAGMENTS')).not.toBe(endpoint('PUT_MEDIA'));
  expect(() => cloud.kinesisvideo.getDataEndpoint({ streamName: 'none', apiName: 'PUT_MEDIA' })).toThrow(
    refusal('ResourceNotFoundException'),
  );
});

// https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_DeleteStream.html
test('a deletion that names a version deletes that version only', () => {
  const cloud = new Cloud(still);
  const { arn: streamARN } = cloud.kinesisvideo.stream('door');
  expect(() => cloud.kinesisvideo.deleteStream({ streamARN, currentVersion: 'another' })).toThrow(
    refusal('VersionMismatchException'),
  );
  const { version } = cloud.kinesisvideo.describeStream({ streamARN }).streamInfo!;
  cloud.kinesisvideo.deleteStream({ streamARN, currentVersion: version });
  expect(() => cloud.kinesisvideo.describeStream({ streamARN })).toThrow(
    refusal('ResourceNotFoundException'),
  );
});

// https://docs.aws.amazon.com/kinesisvideostreams/latest/dg/API_UpdateDataRetention.html
// https://github.com/hashicorp/terraform-provider-aws/issues/21871
test('a retention grows and shrinks by hours, within 0 and ten years, with the version that is there', () => {
  const cloud = new Cloud(still);
  cloud.kinesisvideo.stream('door');
  const change = (operation: 'INCREASE_DATA_RETENTION' | 'DECREASE_DATA_RETENTION', hoursMore: number) => {
    const { version } = cloud.kinesisvideo.describeStream({ streamName: 'door' }).streamInfo!;
    cloud.kinesisvideo.updateDataRetention({
      ...{ streamName: 'door', operation, dataRetentionChangeInHours: hoursMore, currentVersion: version! },
    });
    return cloud.kinesisvideo.describeStream({ streamName: 'door' }).streamInfo!.dataRetentionInHours;
  };
  expect(change('INCREASE_DATA_RETENTION', 24)).toBe(24);
  expect(change('DECREASE_DATA_RETENTION', 4)).toBe(20);
  expect(() => change('DECREASE_DATA_RETENTION', 21)).toThrow(refusal('InvalidArgumentException'));
  expect(() => change('INCREASE_DATA_RETENTION', 87_600)).toThrow(refusal('InvalidArgumentException'));
});

test('a name is given once, and a stream is named by its name or its ARN', () => {
  const cloud = new Cloud(still);
  cloud.kinesisvideo.createStream({ streamName: 'door' });
  expect(() => cloud.kinesisvideo.createStream({ streamName: 'door' })).toThrow(
    refusal('ResourceInUseException'),
  );
  expect(() => cloud.kinesisvideo.describeStream({})).toThrow(refusal('InvalidArgumentException'));
});
