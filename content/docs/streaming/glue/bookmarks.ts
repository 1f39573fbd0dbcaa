import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const bookmark = 'job-bookmark-enable'; // knob 'job-bookmark-enable' | 'job-bookmark-disable'

const cloud = new Cloud();
const lake = cloud.s3.bucket('lake');
const read: number[] = [];
cloud.glue.script('s3://code/clean.py', function* clean(job) {
  const rows = yield* job.read('shop', 'orders');
  read.push(rows.length);
  const paid = rows.filter((row) => row['paid'] === true);
  yield* job.write('s3://lake/paid/', paid);
});
// #region a crawler, the job, and a trigger for every hour
const role = 'arn:aws:iam::123456789012:role/glue';
const order = (id: number) =>
  `${JSON.stringify({ id, paid: id % 2 === 0 })}\n`;
const ordersOf = (hour: number) =>
  Array.from({ length: 100 }, (_, i) => order(hour * 100 + i)).join('');
lake.put('orders/0.json', ordersOf(0));
cloud.glue.createDatabase({ databaseInput: { name: 'shop' } });
cloud.glue.createCrawler({
  name: 'orders',
  role,
  databaseName: 'shop',
  targets: { s3Targets: [{ path: 's3://lake/orders/' }] },
});
cloud.glue.startCrawler({ name: 'orders' });
await cloud.run(minutes(10));
cloud.glue.createJob({
  name: 'clean',
  role,
  command: { name: 'glueetl', scriptLocation: 's3://code/clean.py' },
  workerType: 'G.1X',
  numberOfWorkers: 2,
  defaultArguments: { '--job-bookmark-option': bookmark },
});
cloud.glue.createTrigger({
  name: 'hourly',
  type: 'SCHEDULED',
  schedule: 'cron(30 * * * ? *)',
  actions: [{ jobName: 'clean' }],
  startOnCreation: true,
});
// #endregion
// #region a hundred orders an hour, what the job read, and the checks
cloud.process(function* shop() {
  for (let hour = 1; hour < 8; hour += 1) {
    yield hours(1);
    lake.put(`orders/${hour}.json`, ordersOf(hour));
  }
});
await cloud.run(hours(8));
const { jobRuns = [] } = cloud.glue.getJobRuns({ jobName: 'clean' });
table(
  'Runs of the job',
  jobRuns
    .map(({ triggerName, jobRunState, executionTime }, i) => ({
      run: jobRuns.length - i,
      'started by': triggerName ?? '',
      state: jobRunState ?? '',
      'rows read': read[jobRuns.length - 1 - i] ?? 0,
      seconds: executionTime ?? 0,
    }))
    .reverse(),
);
const paid = lake.keys.filter((key) => key.startsWith('paid/'));
const lines = paid.flatMap((key) => lake.text(key).trim().split('\n'));
const bill = cloud.meter.bill().find(({ item }) => item === 'jobs')!;
check('the trigger starts a run each hour', read.length === 8);
check(
  'with a bookmark each run reads the orders that are new',
  read.every((count) => count === 100),
);
check(
  'the job has moved the paid orders to another folder, each once',
  lines.length === 400 && new Set(lines).size === 400,
);
check(
  'a run of a second is billed as a minute of its workers',
  Math.abs(bill.quantity - (8 * 2 * 60) / 3600) < 1e-9,
);
// #endregion
