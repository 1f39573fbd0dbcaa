import { check, Cloud, minutes, plot, table } from 'desired-capacity';

const workers = 20; // knob 2..40 step 2 unit workers

// A job reads files of 100 rows, and then waits two minutes for a database.
async function run(files: number, scaling: 'true' | 'false') {
  const cloud = new Cloud();
  cloud.glue.model.rowsPerDpu = 10;
  cloud.glue.script('s3://code/load.py', function* load(job) {
    yield* job.read('shop', 'orders');
    yield minutes(2);
  });
  // #region the files, the table and the job
  const lake = cloud.s3.bucket('lake');
  for (let i = 0; i < files; i += 1)
    lake.put(`orders/${i}.json`, '{"id":1}\n'.repeat(100));
  const databaseName = 'shop';
  cloud.glue.createDatabase({ databaseInput: { name: databaseName } });
  cloud.glue.createTable({
    databaseName,
    tableInput: {
      name: 'orders',
      storageDescriptor: { location: 's3://lake/orders/' },
    },
  });
  cloud.glue.createJob({
    name: 'load',
    role: 'arn:aws:iam::123456789012:role/glue',
    command: { name: 'glueetl', scriptLocation: 's3://code/load.py' },
    workerType: 'G.1X',
    numberOfWorkers: workers,
    defaultArguments: { '--enable-auto-scaling': scaling },
  });
  // #endregion
  const { jobRunId = '' } = cloud.glue.startJobRun({ jobName: 'load' });
  await cloud.run(minutes(90));
  const input = { jobName: 'load', runId: jobRunId };
  const seconds = cloud.glue.getJobRun(input).jobRun?.executionTime ?? 0;
  const jobs = cloud.meter.bill().find(({ item }) => item === 'jobs');
  return { seconds, dpuSeconds: Math.round((jobs?.quantity ?? 0) * 3600) };
}
// #region runs of few files and of many, the plot, the table and the checks
const rows: Record<'files' | 'seconds' | 'all there' | 'scaling', number>[] =
  [];
let same = true;
for (const files of [4, 20, 40, 80, 160]) {
  const all = await run(files, 'false');
  const few = await run(files, 'true');
  rows.push({
    files,
    seconds: few.seconds,
    'all there': all.dpuSeconds,
    scaling: few.dpuSeconds,
  });
  same &&= few.seconds === all.seconds;
}
plot({
  title: 'What a run is billed',
  description:
    'With all workers there from the beginning, a run costs much however few its files are. With auto scaling it costs what its files need.',
  x: { label: 'Files', unit: '' },
  y: { label: 'DPU seconds', unit: '' },
  series: (['all there', 'scaling'] as const).map((name) => ({
    name,
    points: rows.map((row) => [row.files, row[name]]),
  })),
});
table('What a run is billed, in DPU seconds', rows);
check(
  'with auto scaling a run is billed for the workers that its files need',
  rows.every((row) => row.scaling < row['all there']),
);
check('it takes no longer', same);
check(
  'without it, each run is billed for all its workers',
  rows.every(
    (row) => Math.abs(row['all there'] - workers * row.seconds) <= workers,
  ),
);
// #endregion
