import { expect, test } from 'vitest';
import { Cloud, hours } from '../../index.ts';
import type { StartSelector, VideoStream } from './index.ts';

/* What users reported against emulators and clients of Kinesis Video Streams: the right value, kept. */

const still = { requestLatency: { mean: 0, sd: 0 } };
const refusal = (name: string, message?: RegExp) =>
  expect.objectContaining({
    name,
    ...(message && { message: expect.stringMatching(message) as string }),
  }) as Error;
const EPOCH = Date.parse('2026-01-01T00:00:00Z') / 1000;

/** A camera that puts a fragment of ten seconds and three frames every ten seconds, for so many seconds. */
async function filmed(seconds: number, dataRetentionInHours = 24) {
  const cloud = new Cloud(still);
  const camera = cloud.kinesisvideo.stream('door', { dataRetentionInHours });
  cloud.process(function* film() {
    while (cloud.now < seconds) {
      yield 10;
      const from = cloud.now - 10;
      const frames = [0, 1, 2].map((i) => `frame ${from}.${i}`);
      camera.putMedia({ duration: 10, bytes: 1e6, frames, producerTimestamp: EPOCH + from });
    }
  });
  await cloud.run(seconds);
  return { cloud, camera };
}

/** What a reader gets within a second: when each fragment was recorded, and their numbers. */
async function read(cloud: Cloud, camera: VideoStream, start: StartSelector) {
  const numbers: string[] = [];
  const times: number[] = [];
  const reader = cloud.process(() =>
    camera.getMedia(start, ({ fragmentNumber, producerTimestamp }) => {
      numbers.push(fragmentNumber);
      times.push(producerTimestamp - EPOCH);
    }),
  );
  await cloud.run(1);
  reader.cancel();
  return { numbers, times };
}

// https://github.com/getmoto/moto/pull/3271
test('a stream is described by its name and by its ARN, listed once, deleted once', () => {
  const { kinesisvideo } = new Cloud(still);
  const deviceName = 'random-device';
  const { streamARN } = kinesisvideo.createStream({ streamName: 'my-stream', deviceName });
  expect(() => kinesisvideo.createStream({ streamName: 'my-stream' })).toThrow(
    refusal('ResourceInUseException'),
  );
  for (const how of [{ streamName: 'my-stream' }, { streamARN: streamARN! }])
    expect(kinesisvideo.describeStream(how).streamInfo).toMatchObject({ streamARN, deviceName });
  const second = kinesisvideo.createStream({ streamName: 'my-stream-2' }).streamARN!;
  expect(kinesisvideo.listStreams().streamInfoList).toHaveLength(2);
  kinesisvideo.deleteStream({ streamARN: second });
  expect(kinesisvideo.listStreams().streamInfoList).toHaveLength(1);
  expect(() => kinesisvideo.deleteStream({ streamARN: second })).toThrow(
    refusal('ResourceNotFoundException'),
  );
});

// https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-cpp/issues/433
test('a stream that is not there is said so in AWS’s words; the ARN ends with when it was made', () => {
  const { kinesisvideo } = new Cloud(still);
  expect(() => kinesisvideo.describeStream({ streamName: 'test2' })).toThrow(
    refusal('ResourceNotFoundException', /^The requested stream is not found or not active\.$/),
  );
  const { streamARN } = kinesisvideo.createStream({ streamName: 'test2' });
  expect(streamARN).toBe(`arn:aws:kinesisvideo:us-east-1:123456789012:stream/test2/${EPOCH}000`);
});

// https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-cpp/issues/253, …/225, …/537 and …/1184 (the most
// was 10 s then, and is 20 s now)
test('a fragment that lasts longer than it may is refused', () => {
  const camera = new Cloud(still).kinesisvideo.stream('door', { dataRetentionInHours: 1 });
  expect(() => camera.putMedia({ duration: 20.5, frames: [] })).toThrow(
    refusal('InvalidArgumentException', /MAX_FRAGMENT_DURATION_REACHED/),
  );
  camera.putMedia({ duration: 20, frames: [] });
  expect(camera.listFragments().map(({ duration }) => duration)).toEqual([20]);
});

// https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/92,
// https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-java/issues/75
test('who reads in pieces goes on after the fragment that was read last: none is left out, none comes twice', async () => {
  const { cloud, camera } = await filmed(100);
  const [first] = camera.listFragments();
  const all = await read(cloud, camera, { type: 'EARLIEST' });
  expect(all.times).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90]);
  for (const afterFragmentNumber of [first!.fragmentNumber, all.numbers[6]!]) {
    const rest = await read(cloud, camera, { type: 'FRAGMENT_NUMBER', afterFragmentNumber });
    expect(rest.numbers).toEqual(all.numbers.slice(all.numbers.indexOf(afterFragmentNumber) + 1));
  }
});

// https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/26
test('a reader begins at a fragment, whatever it asks for, and NOW is the next one', async () => {
  const { cloud, camera } = await filmed(60);
  expect((await read(cloud, camera, { type: 'NOW' })).times).toEqual([]);
  const seen: unknown[][] = [];
  cloud.process(() => camera.getMedia({ type: 'NOW' }, ({ frames }) => void seen.push([...frames])));
  await cloud.run(1);
  camera.putMedia({ duration: 1, frames: ['a', 'b'] });
  await cloud.run(1);
  expect(seen).toEqual([['a', 'b']]);
  const { times } = await read(cloud, camera, { type: 'PRODUCER_TIMESTAMP', startTimestamp: EPOCH + 35 });
  expect(times[0]).toBe(40);
});

// https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/19
test('the index tells from when to when there is video', async () => {
  const { camera } = await filmed(300);
  const all = camera.listFragments({ startTimestamp: 0, endTimestamp: EPOCH + 1e6 });
  expect(all).toHaveLength(30);
  expect([all[0]!.producerTimestamp, all.at(-1)!.producerTimestamp]).toEqual([EPOCH, EPOCH + 290]);
});

// https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-java/issues/127
test('an index without entries says that nothing is persisted', async () => {
  const { cloud, camera } = await filmed(60, 1);
  expect(camera.listFragments({ startTimestamp: EPOCH + 1000 })).toEqual([]);
  await cloud.run(hours(2));
  expect(camera.listFragments()).toEqual([]);
});

// https://github.com/awslabs/amazon-kinesis-video-streams-producer-sdk-cpp/issues/304
test('GetMedia gives what the retention has kept', async () => {
  for (const [retention, fragments] of [
    [1, 6],
    [0, 0],
  ] as const) {
    const { cloud, camera } = await filmed(60, retention);
    await cloud.run(1800);
    expect((await read(cloud, camera, { type: 'EARLIEST' })).times).toHaveLength(fragments);
  }
});

// https://github.com/stackshy/cloudemu/pull/1258
test('each update changes the version, and nothing else that was not asked for', async () => {
  const cloud = new Cloud(still);
  const streamName = 'door';
  cloud.kinesisvideo.createStream({ streamName, mediaType: 'video/h264', dataRetentionInHours: 2 });
  await cloud.run(60);
  const now = () => cloud.kinesisvideo.describeStream({ streamName }).streamInfo!;
  const first = now();
  cloud.kinesisvideo.updateStream({ streamName, currentVersion: first.version!, deviceName: 'bell' });
  const second = now();
  expect(second).toEqual({ ...first, deviceName: 'bell', version: second.version });
  cloud.kinesisvideo.updateDataRetention({
    ...{ streamName, currentVersion: second.version!, dataRetentionChangeInHours: 1 },
    operation: 'INCREASE_DATA_RETENTION',
  });
  const third = now();
  expect(third).toEqual({ ...second, dataRetentionInHours: 3, version: third.version });
  expect(new Set([first, second, third].map(({ version }) => version)).size).toBe(3);
  expect(() => cloud.kinesisvideo.updateStream({ streamName, currentVersion: first.version! })).toThrow(
    refusal('VersionMismatchException'),
  );
});

// https://github.com/turbot/steampipe-plugin-aws/pull/182
test('tags are listed by the name of a stream and by its ARN, and DescribeStream has none', () => {
  const { kinesisvideo } = new Cloud(still);
  const { streamARN } = kinesisvideo.createStream({ streamName: 'door', tags: { Name: 'door', Team: 'a' } });
  kinesisvideo.tagStream({ streamName: 'door', tags: { Team: 'b' } });
  kinesisvideo.untagStream({ streamARN: streamARN!, tagKeyList: ['Name'] });
  for (const how of [{ streamName: 'door' }, { streamARN: streamARN! }])
    expect(kinesisvideo.listTagsForStream(how).tags).toEqual({ Team: 'b' });
  expect(kinesisvideo.describeStream({ streamName: 'door' }).streamInfo).not.toHaveProperty('tags');
});

// https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/43
test('lengths and sizes of listed fragments add up to what was put, and to what is fetched', async () => {
  const { camera } = await filmed(70);
  const all = camera.listFragments();
  const sum = (what: readonly { duration: number; bytes: number }[]) =>
    what.reduce(([time, size], { duration, bytes }) => [time! + duration, size! + bytes], [0, 0]);
  expect(sum(all)).toEqual([70, 7e6]);
  expect(sum(camera.getMediaForFragmentList(all.map(({ fragmentNumber }) => fragmentNumber)))).toEqual([
    70, 7e6,
  ]);
});

// https://github.com/aws/amazon-kinesis-video-streams-parser-library/issues/101
test('a fragment is fetched whole, with its frames in their order', async () => {
  const { camera } = await filmed(50);
  const wanted = {
    type: 'PRODUCER_TIMESTAMP',
    startTimestamp: EPOCH + 20,
    endTimestamp: EPOCH + 29,
  } as const;
  const numbers = camera.listFragments(wanted).map(({ fragmentNumber }) => fragmentNumber);
  expect(camera.getMediaForFragmentList(numbers).map(({ frames }) => frames)).toEqual([
    ['frame 20.0', 'frame 20.1', 'frame 20.2'],
  ]);
});

// https://github.com/aws/aws-sdk-net/issues/889, https://github.com/aws-amplify/aws-sdk-ios/issues/2338
test('media are put and read at other endpoints than the stream is made at', () => {
  const { kinesisvideo } = new Cloud(still);
  const { streamARN } = kinesisvideo.createStream({ streamName: 'door' });
  for (const apiName of ['PUT_MEDIA', 'GET_MEDIA', 'GET_MEDIA_FOR_FRAGMENT_LIST'] as const) {
    const { dataEndpoint } = kinesisvideo.getDataEndpoint({ streamARN: streamARN!, apiName });
    expect(dataEndpoint).toMatch(/^https:\/\/[bs]-[0-9a-f]+\.kinesisvideo\.us-east-1\.amazonaws\.com$/);
  }
});
