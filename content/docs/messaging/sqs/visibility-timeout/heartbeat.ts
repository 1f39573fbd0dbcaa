import {
  arrivals,
  check,
  Cloud,
  hours,
  minutes,
  table,
} from 'desired-capacity';

const brief = minutes(2); // knob short timeout: 1..10

// A job takes five minutes on average, some take twenty. One attempt in
// ten dies half-way.
async function day(setting: string, timeout: number, beating: boolean) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: timeout });
  const done = new Set<string>();
  const diedAt = new Map<string, number>();
  let [repeated, stranded] = [0, 0];

  function* worker() {
    while (true) {
      const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      const { body: job, receiptHandle } = message;
      stranded = Math.max(
        stranded,
        cloud.now - (diedAt.get(job) ?? cloud.now),
      );
      diedAt.delete(job);
      const heart = cloud.process(function* beat() {
        while (beating) {
          yield timeout / 2;
          jobs.changeMessageVisibility(receiptHandle, timeout);
        }
      });
      const work = cloud.random('work').erlang(3, minutes(5));
      const dies = cloud.random('crashes').bernoulli(0.1);
      yield dies ? work / 2 : work;
      heart.cancel(); // Done or dead, it beats no more.
      if (dies) diedAt.set(job, cloud.now);
      else {
        jobs.deleteMessage(receiptHandle);
        if (done.has(job)) repeated += 1;
        done.add(job);
      }
    }
  }
  for (let i = 0; i < 20; i += 1) cloud.process(worker);
  arrivals(cloud, { rate: 1 / 60 }, (number) =>
    jobs.sendMessage(`job ${number}`),
  );
  await cloud.run(hours(24));
  const wait = Math.round(stranded);
  return { setting, jobs: done.size, repeated, 'longest stranded (s)': wait };
}

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
