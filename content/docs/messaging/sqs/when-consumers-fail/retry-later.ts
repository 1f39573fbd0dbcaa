import {
  arrivals,
  backoff,
  check,
  Cloud,
  minutes,
  table,
} from 'desired-capacity';

const maxReceiveCount = 6; // knob receives allowed: 2..12

// A job every two seconds, all of them good. From minute 5 to minute 15
// the service that they need is down, and each attempt fails.
async function run(way: string, waits: boolean) {
  // #region the queues, the outage, the jobs
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('jobs-dlq');
  const jobs = cloud.sqs.createQueue('jobs', {
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount },
  });
  const down = () => cloud.now > minutes(5) && cloud.now < minutes(15);
  const sent = arrivals(cloud, { rate: 0.5, lasting: minutes(20) }, (job) =>
    jobs.sendMessage(`${job}`),
  );
  let [inVain, done] = [0, 0];
  // #endregion
  const random = cloud.random('jitter');
  const wait = backoff(random, { base: 60, cap: 600, jitter: 'equal' });
  for (let i = 0; i < 10; i += 1)
    cloud.process(function* worker() {
      while (true) {
        const [job] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
        if (!job) continue;
        yield 1;
        // #region done, unless the service is down
        if (!down()) {
          jobs.deleteMessage(job.receiptHandle);
          done += 1;
          continue;
        }
        inVain += 1;
        // #endregion
        if (!waits) continue; // It comes back after 30 seconds.
        const retry = job.attributes.approximateReceiveCount - 1;
        const seconds = Math.ceil(wait(retry));
        jobs.changeMessageVisibility(job.receiptHandle, seconds);
      }
    });
  // #region three quarters of an hour, and a row of the table
  await cloud.run(minutes(45));
  const lost = dead.approximateNumberOfMessages;
  return { way, jobs: sent.count, done, dead: lost, 'calls in vain': inVain };
  // #endregion
}

// #region the table and the checks
const fixed = await run('every 30 s', false);
const later = await run('later each time', true);
table('An outage of ten minutes', [fixed, later]);
const { dead } = fixed;
check('every 30 s, about two hundred die', dead > 150 && dead < 280);
check('with backoff none dies', later.dead === 0);
check('all are done', later.done === later.jobs);
check(
  'and the service is called less in vain',
  later['calls in vain'] < 0.8 * fixed['calls in vain'],
);
// #endregion
