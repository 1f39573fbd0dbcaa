import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Cloud, minutes } from '../../index.ts';

const still = { requestLatency: { mean: 0, sd: 0 } };
const role = 'arn:aws:iam::123456789012:role/glue';

interface Settings {
  readonly files: number;
  readonly rows: number;
  readonly workers: number;
  readonly scales: boolean;
  readonly wait?: number;
  readonly glueVersion?: string;
}

/** One run of a job that reads all files, and waits for something else. */
async function run({ files, rows, workers, scales, wait = 0, glueVersion }: Settings) {
  const cloud = new Cloud(still);
  cloud.glue.model.rowsPerDpu = 1;
  const lake = cloud.s3.bucket('lake');
  const body = '{"id":1}\n'.repeat(rows);
  for (let i = 0; i < files; i++) lake.put(`in/${i}.json`, body);
  cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
  const location = 's3://lake/in/';
  cloud.glue.createTable({
    databaseName: 'shop',
    tableInput: { name: 'in', storageDescriptor: { location } },
  });
  cloud.glue.script('s3://code/j.py', function* read(job) {
    yield* job.read('shop', 'in');
    yield wait;
  });
  cloud.glue.createJob({
    ...{ name: 'j', role, command: { name: 'glueetl', scriptLocation: 's3://code/j.py' } },
    ...{ workerType: 'G.1X', numberOfWorkers: workers, timeout: 10_080, ...(glueVersion && { glueVersion }) },
    ...(scales && { defaultArguments: { '--enable-auto-scaling': 'true' } }),
  });
  const { jobRunId } = cloud.glue.startJobRun({ jobName: 'j' });
  await cloud.run(minutes(10_080));
  const record = cloud.glue.getJobRun({ jobName: 'j', runId: jobRunId! }).jobRun!;
  const { quantity } = cloud.meter.bill().find(({ item }) => item === 'jobs')!;
  return { record, seconds: record.executionTime!, dpuSeconds: quantity * 3600 };
}

// https://docs.aws.amazon.com/glue/latest/dg/auto-scaling.html
test('with auto scaling a run has the workers that its files need, and the driver alone while it waits', async () => {
  // Eight files are eight tasks: two executors of four, beside the driver.
  const settings = { files: 8, rows: 30, workers: 10, wait: 300 };
  const all = await run({ ...settings, scales: false });
  const few = await run({ ...settings, scales: true });
  expect([all.seconds, few.seconds]).toEqual([420, 420]);
  expect(all.dpuSeconds).toBeCloseTo(10 * 420, 6);
  expect(few.dpuSeconds).toBeCloseTo(3 * 120 + 300, 6);
  expect(few.record.dpuSeconds).toBeCloseTo(3 * 120 + 300, 6);
  expect(all.record.dpuSeconds).toBeUndefined();
});

test('auto scaling is a setting of each job, off unless it is set, and of Glue 3.0 and later', async () => {
  const settings = { files: 1, rows: 100, workers: 5 };
  for (const [scales, glueVersion, dpus] of [
    [false, '5.1', 5],
    [true, '2.0', 5],
    [true, '3.0', 2],
    [true, undefined, 2],
  ] as const) {
    const { seconds, dpuSeconds } = await run({ ...settings, scales, ...(glueVersion && { glueVersion }) });
    expect(dpuSeconds).toBeCloseTo(dpus * seconds, 6);
  }
});

test('auto scaling takes as long as all workers do, and never costs more', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        files: fc.integer({ min: 1, max: 40 }),
        rows: fc.integer({ min: 1, max: 20 }),
        workers: fc.integer({ min: 1, max: 8 }),
        wait: fc.integer({ min: 0, max: 500 }),
      }),
      async (settings) => {
        const all = await run({ ...settings, scales: false });
        const few = await run({ ...settings, scales: true });
        expect(few.seconds).toBe(all.seconds);
        expect(few.dpuSeconds).toBeLessThanOrEqual(all.dpuSeconds + 1e-6);
      },
    ),
    { numRuns: 20 },
  );
});
