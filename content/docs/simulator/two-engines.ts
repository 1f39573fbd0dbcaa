import { check, Cloud, hours, seconds, table } from 'desired-capacity';

const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs');
const gaps = cloud.random('arrivals');
const work = cloud.random('work');
let sent = 0;
let waited = 0;
let done = 0;

cloud.process(function* producer() {
  while (true) {
    yield seconds(gaps.exponential(6));
    jobs.sendMessage(String(cloud.now));
    sent++;
  }
});
cloud.process(function* worker() {
  while (true) {
    const [job] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (!job) continue;
    waited += cloud.now - Number(job.body);
    yield seconds(work.exponential(5));
    jobs.deleteMessage(job.receiptHandle);
    done++;
  }
});
await cloud.run(hours(24));

const today = new Date().toISOString().slice(0, 10);
table('A day with one worker', {
  columns: [
    'Sent',
    'Done',
    { name: 'Mean wait', unit: 's' },
    'Math.random()',
    'Date',
  ],
  rows: [[sent, done, waited / done, Math.random(), today]],
});
check('the worker keeps up', sent - done < 100);
