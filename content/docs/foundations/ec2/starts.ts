import { check, Cloud, table } from 'desired-capacity';

const jobs = 30; // knob 1..60
const work = 20; // knob seconds of work for a job: 5..120 step 5

const each = new Cloud();
for (let job = 0; job < jobs; job++) {
  const [worker] = each.ec2.launch({ instanceType: 'c5.large' });
  await worker!.until('running');
  await each.run(work);
  await worker!.terminate();
}

const one = new Cloud();
const [worker] = one.ec2.launch({ instanceType: 'c5.large' });
await worker!.until('running');
await one.run(jobs * work);
await worker!.terminate();

// #region a table and the checks
const seconds = (cloud: Cloud) =>
  Math.round(
    3600 *
      cloud.meter.bill().find(({ item }) => item.startsWith('c5'))!.quantity,
  );
const rows = [
  { workers: 'a new one for each job', cloud: each },
  { workers: 'one for all jobs', cloud: one },
].map(({ workers, cloud }) => ({
  workers,
  'seconds of work': jobs * work,
  'seconds billed': seconds(cloud),
}));
table('The same work', rows);
check('each start is billed for a minute at least', rows[0]!['seconds billed'] >= jobs * 60); // prettier-ignore
check('beyond the minute, seconds count', rows[1]!['seconds billed'] === Math.max(60, jobs * work)); // prettier-ignore
// #endregion
