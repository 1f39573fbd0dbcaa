import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';
import type { Program, WindowResult } from './index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const EPOCH = Date.parse('2026-01-01T00:00:00Z') / 1000;

interface Score {
  readonly player: string;
  readonly at: number;
  readonly points: number;
}

const score = (player: string, at: number, points = 1): string =>
  JSON.stringify({ player, at: EPOCH + at, points });

/** A cloud with a stream, and windows of ten seconds of what is put on it. */
function board(options: { shards?: number; outOfOrderness?: number; exactly?: boolean } = {}) {
  const cloud = new Cloud(still);
  const scores = cloud.kinesis.stream('scores', { shardCount: options.shards ?? 1 });
  const results: WindowResult<number>[] = [];
  const program: Program = (env) => {
    env
      .fromSource<Score>(scores, {
        time: ({ at }) => at,
        outOfOrderness: options.outOfOrderness ?? 0,
        from: 'TRIM_HORIZON',
      })
      .keyBy(({ player }) => player)
      .window({ tumbling: 10 })
      .sum(({ points }) => points)
      .sinkTo((result) => void results.push(result), options.exactly ? 'exactly-once' : 'at-least-once');
  };
  return { cloud, scores, results, program };
}

test('windows by event time: a record counts where its own time says, in whatever order it comes', async () => {
  const { cloud, scores, results, program } = board({ outOfOrderness: 5 });
  const app = cloud.kinesisanalyticsv2.application('board', { program });
  for (const [at, points] of [
    [2, 1],
    [11, 10],
    [8, 2],
    [16, 20],
    [26, 0],
  ] as const)
    scores.putRecord('a', score('ada', at, points));
  await cloud.run(5);
  expect(results.map(({ start, end, value }) => [start - EPOCH, end - EPOCH, value])).toEqual([
    [0, 10, 3],
    [10, 20, 30],
  ]);
  expect(app.watermark - EPOCH).toBeCloseTo(20.999, 6);
});

test('an idle shard holds all windows up, and idleness lets them go', async () => {
  for (const [idleness, windows] of [
    [Infinity, 0],
    [30, 1],
  ] as const) {
    const cloud = new Cloud(still);
    const scores = cloud.kinesis.stream('scores', { shardCount: 2 });
    const results: unknown[] = [];
    cloud.kinesisanalyticsv2.application('board', {
      program: (env) =>
        env
          .fromSource<Score>(scores, { time: ({ at }) => at, idleness })
          .keyBy(({ player }) => player)
          .window({ tumbling: 10 })
          .count()
          .sinkTo((result) => void results.push(result)),
    });
    await cloud.run(2);
    scores.putRecord('a', score('ada', 1));
    scores.putRecord('a', score('ada', 12));
    await cloud.run(60);
    expect(results).toHaveLength(windows);
  }
});

test('after a crash state counts each record once, and a plain sink gets again what it got since the checkpoint', async () => {
  const outcome = async (exactly: boolean) => {
    const { cloud, scores, results, program } = board({ exactly });
    const app = cloud.kinesisanalyticsv2.application('board', { program, checkpointInterval: 60 });
    cloud.process(function* () {
      for (let second = 0; second < 200; second++) {
        scores.putRecord('a', score('ada', second));
        yield 1;
      }
    });
    await cloud.run(100);
    app.crash();
    await cloud.run(300);
    expect(app.restarts).toBe(1);
    return results;
  };
  const plain = await outcome(false);
  const transactional = await outcome(true);
  expect(plain.every(({ value }) => value === 10)).toBe(true);
  expect(new Set(plain.map(({ start }) => start)).size).toBe(19);
  expect(plain.length).toBeGreaterThan(19);
  expect(transactional.map(({ value }) => value)).toEqual(new Array<number>(19).fill(10));
});

test('any crashes: the windows are those of a run without, and each is committed once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 5 }), async (crashes) => {
      const { cloud, scores, results, program } = board({ exactly: true, shards: 2 });
      const app = cloud.kinesisanalyticsv2.application('board', { program, checkpointInterval: 17 });
      cloud.process(function* () {
        for (let second = 0; second < 200; second++) {
          for (const player of ['ada', 'bob', 'cy']) scores.putRecord(player, score(player, second));
          yield 1;
        }
      });
      for (const at of crashes) cloud.simulation.schedule(at, () => app.crash());
      await cloud.run(600);
      const names = results.map(({ key, start }) => `${key} ${start - EPOCH}`);
      expect(new Set(names).size).toBe(names.length);
      expect(names).toHaveLength(3 * 19);
      expect(results.every(({ value }) => value === 10)).toBe(true);
    }),
    { numRuns: 12 },
  );
});

test('a record that the program throws at is read again and again; a side output lets the job go on', async () => {
  const cloud = new Cloud(still);
  const lines = cloud.kinesis.stream('lines');
  const [good, bad]: [number[], string[]] = [[], []];
  const app = cloud.kinesisanalyticsv2.application('naive', {
    program: (env) =>
      env.fromSource<{ n: number }>(lines, { from: 'TRIM_HORIZON' }).sinkTo(({ n }) => void good.push(n)),
  });
  cloud.kinesisanalyticsv2.application('careful', {
    program: (env) => {
      const parsed = env.fromSource<string>(lines, { read: (text) => text }).process<number>((text, out) => {
        try {
          out.collect((JSON.parse(text) as { n: number }).n);
        } catch {
          out.output('errors', text);
        }
      });
      parsed.sinkTo((n) => void good.push(100 + n));
      parsed.sideOutput<string>('errors').sinkTo((text) => void bad.push(text));
    },
  });
  await cloud.run(1);
  for (const text of ['{"n":1}', 'no JSON', '{"n":2}']) lines.putRecord('a', text);
  await cloud.run(120);
  expect(app.restarts).toBeGreaterThan(5);
  expect(app.lastFailure).toContain('SyntaxError');
  expect(app.status).toBe('RUNNING');
  expect(good.filter((n) => n > 100)).toEqual([101, 102]);
  expect(good).not.toContain(2);
  expect(good.filter((n) => n === 1).length).toBeGreaterThan(5);
  expect(bad).toEqual(['no JSON']);
});

test('static data of a bucket is joined in, and results go to a stream, to Firehose and to a bucket', async () => {
  const cloud = new Cloud(still);
  const [scores, out] = [cloud.kinesis.stream('scores'), cloud.kinesis.stream('out')];
  const [players, lake] = [cloud.s3.bucket('players'), cloud.s3.bucket('lake')];
  const delivered = cloud.firehose.stream('delivery', {
    extendedS3DestinationConfiguration: {
      roleARN: 'arn:aws:iam::123456789012:role/firehose',
      bucketARN: cloud.s3.bucket('delivered').arn,
    },
  });
  players.put('players.jsonl', '{"id":"ada","team":"red"}\n{"id":"bob","team":"blue"}\n');
  cloud.kinesisanalyticsv2.application('join', {
    program: (env) => {
      const static_ = env.reference<{ id: string; team: string }>(players, 'players.jsonl', ({ id }) => id);
      const joined = env
        .fromSource<Score>(scores)
        .map((one) => ({ player: one.player, team: static_.get(one.player)?.team }));
      joined
        .keyBy(({ player }) => player)
        .process<number, string>(
          () => 0,
          (count, { player }, to) => {
            to.collect(`${player} ${count + 1}`);
            return count + 1;
          },
        )
        .sinkTo(out);
      joined.sinkTo(delivered);
      joined.sinkTo(lake);
    },
  });
  await cloud.run(1);
  scores.putRecord('a', score('ada', 0));
  scores.putRecord('a', score('ada', 1));
  scores.putRecord('a', score('eve', 2));
  await cloud.run(10);
  const { records } = out.reader(out.shards[0]!.shardId).next();
  expect(records.map(({ data }) => new TextDecoder().decode(data))).toEqual([
    '"ada 1"',
    '"ada 2"',
    '"eve 1"',
  ]);
  expect(scores.shards[0]!.records).toBe(3);
  expect(lake.keys).toEqual([]);
  await cloud.run(400);
  expect(lake.text(lake.keys[0]!)).toBe(
    '{"player":"ada","team":"red"}\n{"player":"ada","team":"red"}\n{"player":"eve"}\n',
  );
  expect(delivered.fates.delivered).toBe(3);
});

test('children of a split are read once their parent is', async () => {
  const { cloud, scores, results, program } = board();
  cloud.kinesisanalyticsv2.application('board', { program });
  cloud.process(function* () {
    for (let second = 0; second < 200; second++) {
      for (const player of ['ada', 'bob', 'cy', 'dee']) scores.putRecord(player, score(player, second));
      if (second === 50) void scores.splitShard(scores.openShards[0]!.shardId);
      yield 1;
    }
  });
  await cloud.run(250);
  expect(scores.openShards).toHaveLength(2);
  expect(results).toHaveLength(4 * 19);
  expect(results.every(({ value }) => value === 10)).toBe(true);
});

test('the parallelism doubles after 15 busy minutes, halves after six idle hours, and is never below what is set', async () => {
  const cloud = new Cloud(still);
  cloud.kinesisanalyticsv2.model.poll = 20;
  cloud.kinesisanalyticsv2.model.recordsPerKpu = 2;
  cloud.kinesisanalyticsv2.model.buffered = 400;
  const lines = cloud.kinesis.stream('lines');
  const app = cloud.kinesisanalyticsv2.application('busy', {
    parallelism: 1,
    program: (env) =>
      env
        .fromSource<number>(lines)
        .keyBy(String)
        .process<number, number>(
          () => 0,
          (count) => count + 1,
        )
        .sinkTo(() => {}),
  });
  const busy = cloud.process(function* () {
    for (let n = 0; ; n++) {
      for (let i = 0; i < 60; i++) lines.putRecord('a', String(n * 60 + i));
      yield 20;
    }
  });
  await cloud.run(14 * 60);
  expect(app.parallelism).toBe(1);
  await cloud.run(185);
  expect([app.parallelism, app.status]).toEqual([2, 'AUTOSCALING']);
  await cloud.run(60);
  expect(app.status).toBe('RUNNING');
  busy.cancel();
  await cloud.run(3600);
  const before = app.parallelism;
  expect(before).toBeGreaterThan(1);
  await cloud.run(6.2 * 3600 * Math.log2(before));
  expect(app.parallelism).toBe(1);
});

test('a hot key keeps one KPU busy: scaling buys others, and the job is no faster', async () => {
  const cloud = new Cloud(still);
  cloud.kinesisanalyticsv2.model.poll = 10;
  cloud.kinesisanalyticsv2.model.recordsPerKpu = 10;
  const lines = cloud.kinesis.stream('lines');
  let read = 0;
  const app = cloud.kinesisanalyticsv2.application('hot', {
    program: (env) =>
      env
        .fromSource<number>(lines)
        .keyBy(() => 'the same')
        .process<number, number>(
          () => 0,
          (count) => {
            read++;
            return count + 1;
          },
        )
        .sinkTo(() => {}),
  });
  cloud.process(function* () {
    for (;;) {
      for (let i = 0; i < 150; i++) lines.putRecord('a', '1');
      yield 10;
    }
  });
  await cloud.run(2 * 3600);
  expect(app.parallelism).toBeGreaterThanOrEqual(16);
  const before = read;
  await cloud.run(600);
  expect(read - before).toBeGreaterThan(2000);
  expect(read - before).toBeLessThanOrEqual(6100);
});

test('the bill: one KPU more than it runs on, by the second, ten minutes at least', async () => {
  const bill = async (run: number, kpus: number) => {
    const cloud = new Cloud(still);
    const lines = cloud.kinesis.stream('lines');
    const app = cloud.kinesisanalyticsv2.application('a', {
      parallelism: kpus * 2,
      parallelismPerKpu: 2,
      program: (env) => env.fromSource(lines).sinkTo(() => {}),
    });
    await cloud.run(run);
    void app.stop();
    await cloud.run(3600);
    const line = cloud.meter.bill().find(({ unit }) => unit === 'KPU hours')!;
    return [line.quantity, line.usd];
  };
  const [hours, usd] = await bill(1210, 3);
  expect(hours).toBeCloseTo((4 * 1210) / 3600, 9);
  expect(usd).toBeCloseTo(0.11 * ((4 * 1210) / 3600), 9);
  expect((await bill(300, 1))[0]).toBeCloseTo((2 * 600) / 3600, 9);
});

test('any order within the bound and any crashes: the windows are those of a batch, each committed once', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 4 }),
      fc.array(fc.nat(15), { minLength: 7, maxLength: 7 }),
      async (crashes, delays) => {
        const { cloud, scores, results, program } = board({ exactly: true, shards: 2, outOfOrderness: 20 });
        const app = cloud.kinesisanalyticsv2.application('board', { program, checkpointInterval: 17 });
        let n = 0;
        for (let second = 0; second < 200; second++)
          for (const player of ['ada', 'bob', 'cy'])
            cloud.simulation.schedule(second + delays[n++ % 7]!, () =>
              scores.putRecord(player, score(player, second)),
            );
        for (const at of crashes) cloud.simulation.schedule(at, () => app.crash());
        await cloud.run(700);
        const names = results.map(({ key, start }) => `${key} ${start - EPOCH}`);
        expect(new Set(names).size).toBe(names.length);
        // Event time ends 20 seconds before the last record.
        expect(names).toHaveLength(3 * 17);
        expect(results.every(({ value }) => value === 10)).toBe(true);
      },
    ),
    { numRuns: 10 },
  );
});

test('where others have used up the reads of a shard, the job waits for its turn and loses nothing', async () => {
  const { cloud, scores, results, program } = board();
  const app = cloud.kinesisanalyticsv2.application('board', { program });
  const reader = scores.reader('shardId-000000000000');
  let refused = 0;
  cloud.process(function* greedy() {
    while (cloud.now < 60) {
      try {
        reader.next();
      } catch {
        refused++;
      }
      yield 0.05;
    }
  });
  for (let second = 0; second < 60; second++)
    cloud.simulation.schedule(second, () => scores.putRecord('ada', score('ada', second)));
  await cloud.run(120);
  expect(refused).toBeGreaterThan(500);
  expect([app.status, app.restarts]).toEqual(['RUNNING', 0]);
  expect(results.map(({ value }) => value)).toEqual([10, 10, 10, 10, 10]);
});
