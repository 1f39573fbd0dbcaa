import {
  arrivals,
  check,
  Cloud,
  days,
  minutes,
  table,
  Tally,
} from 'desired-capacity';

// A job takes five minutes on average, some take twenty. One attempt in
// ten dies half-way.
async function day(setting: string, timeout: number, beating: boolean) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: timeout });
  const service = cloud.random('service');
  const crashes = cloud.random('crashes');
  const done = new Set<string>();
  const crashedAt = new Map<string, number>();
  const stranded = new Tally();
  let repeated = 0;

  function* worker() {
    while (true) {
      const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      const { body: job, receiptHandle } = message;
      if (crashedAt.has(job)) stranded.add(cloud.now - crashedAt.get(job)!);
      crashedAt.delete(job);
      // The heartbeat hides the message for another stretch, as long as
      // the work goes on.
      const heart = cloud.process(function* beat() {
        while (beating) {
          yield timeout / 2;
          jobs.changeMessageVisibility(receiptHandle, timeout);
        }
      });
      const work = service.erlang(3, minutes(5));
      const dies = crashes.bernoulli(0.1);
      yield dies ? work / 2 : work;
      heart.cancel(); // Done or dead, it beats no more.
      if (dies) {
        crashedAt.set(job, cloud.now);
        continue;
      }
      jobs.deleteMessage(receiptHandle);
      if (done.has(job)) repeated += 1;
      done.add(job);
    }
  }
  for (let i = 0; i < 20; i += 1) cloud.process(worker);
  arrivals(cloud, { rate: 1 / 60 }, (number) => jobs.sendMessage(`job ${number}`));
  await cloud.run(days(1));
  return { setting, repeated, 'stranded (s)': Math.round(stranded.mean) };
}

const short = await day('2 min', minutes(2), false);
const long = await day('30 min', minutes(30), false);
const heart = await day('2 min, beating', minutes(2), true);
table('A day of long jobs', [short, long, heart]);
check('a short timeout repeats work', short.repeated > 0);
check('a long one repeats none', long.repeated === 0);
check(
  'but strands jobs for most of half an hour',
  long['stranded (s)'] > minutes(25),
);
check('with a heartbeat none is repeated', heart.repeated === 0);
check('and none stranded for two minutes', heart['stranded (s)'] < minutes(2));
