import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const EPOCH = Date.parse('2026-01-01T00:00:00Z') / 1000;

/** A cloud with a camera that puts a fragment of ten seconds each ten seconds. */
function filmed(seconds: number, dataRetentionInHours?: number) {
  const cloud = new Cloud(still);
  const camera = cloud.kinesisvideo.stream('camera', {
    ...(dataRetentionInHours !== undefined && { dataRetentionInHours }),
  });
  cloud.process(function* () {
    while (cloud.now < seconds) {
      yield 10;
      camera.putMedia({
        duration: 10,
        bytes: 1e6,
        frames: [`frame ${cloud.now}`],
        producerTimestamp: EPOCH + cloud.now - 10,
      });
    }
  });
  return { cloud, camera };
}

test('by default nothing is retained: a reader that comes later finds five minutes, and no archive', async () => {
  const { cloud, camera } = filmed(3600);
  await cloud.run(3600);
  const seen: string[] = [];
  cloud.process(() =>
    camera.getMedia({ type: 'EARLIEST' }, ({ frames }) => void seen.push(String(frames[0]))),
  );
  await cloud.run(1);
  expect(camera.retentionHours).toBe(0);
  expect(seen).toHaveLength(30);
  expect(seen[0]).toBe('frame 3310');
  expect(() => camera.listFragments()).toThrow(
    expect.objectContaining({ name: 'ResourceNotFoundException' }),
  );
});

test('with retention the archive has an index by both times, and gives any fragment again', async () => {
  const { cloud, camera } = filmed(3600, 24);
  await cloud.run(3700);
  expect(camera.listFragments()).toHaveLength(360);
  const minute = camera.listFragments({
    type: 'PRODUCER_TIMESTAMP',
    startTimestamp: EPOCH + 600,
    endTimestamp: EPOCH + 650,
  });
  expect(minute.map(({ producerTimestamp }) => producerTimestamp - EPOCH)).toEqual([
    600, 610, 620, 630, 640, 650,
  ]);
  const [fragment] = camera.getMediaForFragmentList([minute[0]!.fragmentNumber]);
  expect(fragment!.frames).toEqual(['frame 610']);
  await cloud.run(24 * 3600);
  expect(camera.listFragments()).toHaveLength(0);
  expect(() => camera.getMediaForFragmentList([minute[0]!.fragmentNumber])).toThrow(
    /Fragment numbers are invalid/,
  );
});

test('GetMedia begins where it is told, and goes on as fragments come', async () => {
  const { cloud, camera } = filmed(200, 1);
  await cloud.run(105);
  const seen: Record<string, number[]> = { now: [], after: [], time: [] };
  const third = camera.listFragments()[2]!;
  const follow = (name: string, start: Parameters<typeof camera.getMedia>[0]) =>
    cloud.process(() =>
      camera.getMedia(start, ({ producerTimestamp }) => void seen[name]!.push(producerTimestamp - EPOCH)),
    );
  follow('now', { type: 'NOW' });
  follow('after', { type: 'FRAGMENT_NUMBER', afterFragmentNumber: third.fragmentNumber });
  follow('time', { type: 'PRODUCER_TIMESTAMP', startTimestamp: EPOCH + 55 });
  await cloud.run(200);
  expect(seen['now']![0]).toBe(100);
  expect(seen['after']![0]).toBe(30);
  expect(seen['time']![0]).toBe(60);
  expect(seen['now']).toHaveLength(10);
});

test('the buffer of a stream without retention has 200 MB at most', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 60 }), (sizes) => {
      const cloud = new Cloud(still);
      const camera = cloud.kinesisvideo.stream('camera');
      for (const size of sizes) camera.putMedia({ duration: 1, frames: [], bytes: size * 1e6 });
      const reader = camera.getMedia({ type: 'EARLIEST' }, ({ bytes }) => void (read += bytes));
      let read = 0;
      reader.next();
      expect(read).toBeLessThanOrEqual(200e6);
      const rest = sizes.reduceRight((sum, size) => (sum + size <= 200 ? sum + size : Infinity), 0);
      if (rest < Infinity) expect(read).toBe(rest * 1e6);
    }),
  );
});

test('what is put, read and kept is billed by the GB', async () => {
  const { cloud, camera } = filmed(100, 365);
  await cloud.run(101);
  camera.getMediaForFragmentList(camera.listFragments().map(({ fragmentNumber }) => fragmentNumber));
  const bill = new Map(cloud.meter.bill().map(({ item, quantity }) => [item, quantity]));
  const gigabytes = 10e6 / 1024 ** 3;
  expect(bill.get('data put')).toBeCloseTo(gigabytes, 12);
  expect(bill.get('data read')).toBeCloseTo(gigabytes, 12);
  expect(bill.get('data stored')).toBeCloseTo(gigabytes / 2, 12);
});

test('a stream takes fragments once it is ACTIVE, of 50 MB at most', async () => {
  const cloud = new Cloud(still);
  cloud.kinesisvideo.createStream({ streamName: 'door', dataRetentionInHours: 1 });
  const put = (bytes: number) =>
    cloud.kinesisvideo.stream('door').putMedia({ duration: 2, frames: [], bytes });
  expect(() => put(1)).toThrow(expect.objectContaining({ name: 'ResourceNotFoundException' }));
  await cloud.run(10);
  expect(put(50e6).bytes).toBe(50e6);
  expect(() => put(50e6 + 1)).toThrow(expect.objectContaining({ name: 'InvalidArgumentException' }));
});
