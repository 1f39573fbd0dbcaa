import {
  arrivals,
  check,
  Cloud,
  hours,
  minutes,
  table,
} from 'desired-capacity';

const brief = minutes(2); // knob short timeout: 1..10

// Jobs of five minutes, some of twenty. One attempt in ten dies half-way.
async function day(setting: string, timeout: number, beating: boolean) {
  // #region the queue, and what is counted
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: timeout });
  const done = new Set<string>();
  const diedAt = new Map<string, number>();
  let [repeated, stranded] = [0, 0];
  // #endregion

  function* worker() {
    while (true) {
      const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      const { body: job, receiptHandle } = message;
      // #region how long it lay stranded
      stranded = Math.max(
        stranded,
        cloud.now - (diedAt.get(job) ?? cloud.now),
      );
      diedAt.delete(job);
      // #endregion
      const heart = cloud.process(function* beat() {
        while (beating) {
          yield timeout / 2;
          jobs.changeMessageVisibility(receiptHandle, timeout);
        }
      });
      // #region the work, and maybe a death
      const work = cloud.random('work').erlang(3, minutes(5));
      const dies = cloud.random('crashes').bernoulli(0.1);
      yield dies ? work / 2 : work;
      // #endregion
      heart.cancel(); // Done or dead, it beats no more.
      // #region delete what is done, and count
      if (dies) diedAt.set(job, cloud.now);
      else {
        jobs.deleteMessage(receiptHandle);
        if (done.has(job)) repeated += 1;
        done.add(job);
      }
      // #endregion
    }
  }
  // #region twenty workers, a day, and a row of the table
  for (let i = 0; i < 20; i += 1) cloud.process(worker);
  arrivals(cloud, { rate: 1 / 60 }, (number) =>
    jobs.sendMessage(`job ${number}`),
  );
  await cloud.run(hours(24));
  const wait = Math.round(stranded);
  return { setting, jobs: done.size, repeated, 'longest stranded (s)': wait };
  // #endregion
}

// #region three days, the table and the checks
const short = await day(`${brief / 60} min`, brief, false);
const long = await day('30 min', minutes(30), false);
const heart = await day(`${brief / 60} min, beating`, brief, true);
table('A day of long jobs', [short, long, heart]);
check(
  'with a short timeout there are more repeats than jobs',
  short.repeated > 2 * short.jobs,
);
check('a long one repeats none', long.repeated === 0);
const longest = (row: typeof short) => row['longest stranded (s)'];
check(
  'but strands a job for most of half an hour',
  longest(long) > minutes(25),
);
check('with a heartbeat none is repeated', heart.repeated === 0);
check(
  'and none is stranded beyond two minutes',
  longest(heart) <= minutes(2),
);
// #endregion
