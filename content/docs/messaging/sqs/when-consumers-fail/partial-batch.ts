import { arrivals, check, Cloud, hours, table } from 'desired-capacity';

const poisonous = 0.02; // knob jobs that fail: 0..0.1 step 0.01

// Ten messages at a time, and one job in fifty fails every time. Which
// messages does the worker delete?
async function shift(
  deletes: 'all, if none failed' | 'all, anyway' | 'each that is done',
) {
  // #region the queue, what comes, and what is counted
  const cloud = new Cloud();
  const dead = cloud.sqs.createQueue('jobs-dlq');
  const jobs = cloud.sqs.createQueue('jobs', {
    visibilityTimeout: 60,
    redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
  });
  let poison = 0;
  arrivals(cloud, { rate: 1, lasting: hours(2) }, (number) => {
    const bad = cloud.random('kinds').bernoulli(poisonous);
    if (bad) poison += 1;
    jobs.sendMessage(bad ? `poison ${number}` : `job ${number}`);
  });
  const done = new Set<string>();
  let again = 0;
  let lost = 0;
  // #endregion
  cloud.process(function* worker() {
    while (true) {
      const poll = { maxNumberOfMessages: 10, waitTimeSeconds: 20 };
      const batch = yield* jobs.receiveMessage(poll);
      const good = batch.filter(({ body }) => body.startsWith('job'));
      // #region the work: half a second each
      for (const { body } of good) {
        yield 0.5;
        if (done.has(body)) again += 1;
        done.add(body);
      }
      // #endregion
      const failed = batch.length - good.length;
      let over = good;
      if (deletes === 'all, anyway') over = batch;
      if (deletes === 'all, if none failed' && failed > 0) over = [];
      if (over === batch) lost += failed;
      for (const { receiptHandle } of over) jobs.deleteMessage(receiptHandle);
    }
  });
  // #region three hours, and a row of the table
  await cloud.run(hours(3));
  const good = dead.approximateNumberOfMessages - (poison - lost);
  return {
    'it deletes': deletes,
    'done again': again,
    'good jobs dead': good,
    'failures lost': lost,
  };
  // #endregion
}

// #region the table and the checks
const none = await shift('all, if none failed');
const all = await shift('all, anyway');
const each = await shift('each that is done');
table('Two hours of batches', [none, all, each]);
const bad = (row: typeof none) => Object.values(row).slice(1);
check('all or none does good jobs again', none['done again'] > 200);
check('and buries dozens with the bad', none['good jobs dead'] > 24);
check('to delete all anyway loses the failures', all['failures lost'] > 100);
check(
  'to delete what is done does neither',
  bad(each).every((count) => count === 0),
);
// #endregion
