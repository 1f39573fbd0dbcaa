import { check, Cloud, days, workers } from 'desired-capacity';

const cloud = new Cloud();
// Nothing is set: a visibility timeout of 30 s, a retention of 4 days,
// no dead-letter queue.
const jobs = cloud.sqs.createQueue('jobs');
jobs.sendMessage('{ "width": "wide" }');

// A worker that tries, and fails, each time that it gets the message.
const pool = workers(cloud, jobs, { serviceTime: 5, failureProbability: 1 });
await cloud.run(days(3));
const attempts = () => `${pool.failed.toLocaleString('en')} attempts`;
console.log('after 3 days:', attempts());
await cloud.run(days(2));
console.log('after 5 days:', attempts());

check(
  'it is tried twice a minute, as long as it is kept',
  pool.failed === (2 * days(4)) / 60,
);
check(
  'then the queue drops it',
  jobs.approximateNumberOfMessages +
    jobs.approximateNumberOfMessagesNotVisible ===
    0,
);
