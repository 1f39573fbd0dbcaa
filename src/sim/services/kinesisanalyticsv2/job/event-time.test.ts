import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../../index.ts';

const EPOCH = Date.parse('2026-01-01T00:00:00Z') / 1000;
const still = { requestLatency: { mean: 0, sd: 0 } };

/** Two streams, of which the second falls silent after a minute, and windows of ten seconds of both. */
async function twoStreams(union: boolean, idleness = Infinity) {
  const cloud = new Cloud(still);
  const [a, b] = [cloud.kinesis.stream('a'), cloud.kinesis.stream('b')];
  const windows = { a: 0, b: 0 };
  const app = cloud.kinesisanalyticsv2.application('two', {
    program: (env) => {
      const read = (stream: { arn: string }) =>
        env.fromSource<{ at: number }>(stream, { time: ({ at }) => at, idleness });
      const count = (from: ReturnType<typeof read>, name: 'a' | 'b') =>
        from
          .keyBy(() => 'all')
          .window({ tumbling: 10 })
          .count()
          .sinkTo(() => (windows[name] += 1));
      const [first, second] = [read(a), read(b)];
      if (union) count(first.union(second), 'a');
      else {
        count(first, 'a');
        count(second, 'b');
      }
    },
  });
  cloud.process(function* source() {
    for (let second = 0; second < 300; second++) {
      const data = JSON.stringify({ at: EPOCH + cloud.now });
      a.putRecord('k', data);
      if (second < 60) b.putRecord('k', data);
      yield 1;
    }
  });
  await cloud.run(minutes(5));
  return { windows, app };
}

// https://nightlies.apache.org/flink/flink-docs-stable/docs/concepts/time/#watermarks-in-parallel-streams
test('a source that falls silent holds up what hangs on it, and nothing else of the job', async () => {
  const { windows } = await twoStreams(false);
  expect(windows).toEqual({ a: 29, b: 5 });
});

test('an operator of two inputs is as far as the slower one', async () => {
  const { windows, app } = await twoStreams(true);
  expect(windows.a).toBe(5);
  expect(app.watermark - EPOCH).toBeCloseTo(58.999, 6);
});

test('an idle source holds up nobody', async () => {
  const { windows } = await twoStreams(true, 30);
  expect(windows.a).toBe(29);
});

/** A point a second, and the sum so far, to a sink that commits with checkpoints, once a minute. */
function sums(checkpoint: number) {
  const cloud = new Cloud(still);
  cloud.kinesisanalyticsv2.model.checkpoint = checkpoint;
  const points = cloud.kinesis.stream('points');
  const committed: { at: number; sum: number }[] = [];
  const app = cloud.kinesisanalyticsv2.application('sum', {
    program: (env) =>
      env
        .fromSource<number>(points, { from: 'TRIM_HORIZON' })
        .keyBy(() => 'all')
        .process<number, number>(
          () => 0,
          (sum, point, out) => {
            out.collect(sum + point);
            return sum + point;
          },
        )
        .sinkTo((sum) => committed.push({ at: cloud.now, sum }), 'exactly-once'),
  });
  cloud.process(function* game() {
    for (let n = 0; n < 400; n++) {
      points.putRecord('k', '1');
      yield 1;
    }
  });
  return { cloud, app, committed };
}

// https://nightlies.apache.org/flink/flink-docs-stable/docs/concepts/stateful-stream-processing/#checkpointing
test('a checkpoint takes its time, and what waits for it comes when it is complete', async () => {
  const { cloud, app, committed } = sums(20);
  await cloud.run(79);
  expect([app.checkpoints, committed.length]).toEqual([0, 0]);
  await cloud.run(2);
  expect(app.checkpoints).toBe(1);
  // What came after the barrier waits for the next one.
  expect(committed.at(-1)!.sum).toBeLessThan(62);
  expect(committed.every(({ at }) => at >= 80)).toBe(true);
});

test('a failure before a checkpoint is complete leads back to the one before it', async () => {
  const { cloud, app, committed } = sums(20);
  cloud.simulation.schedule(130, () => app.crash());
  await cloud.run(129);
  expect(app.checkpoints).toBe(1);
  await cloud.run(minutes(8));
  expect(committed.map(({ sum }) => sum)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
});

test('between two checkpoints lie the interval and the pause', async () => {
  const { cloud, app } = sums(58);
  await cloud.run(minutes(10) + 5);
  // Sixty seconds from one beginning to the next are two seconds of pause: five are wanted.
  expect(app.checkpoints).toBe(8);
});
