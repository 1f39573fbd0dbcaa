import {
  arrivals,
  check,
  Cloud,
  hours,
  minutes,
  table,
  Tally,
} from 'desired-capacity';

// A job takes five minutes on average, some take twenty. One attempt in ten dies half-way.
async function day(setting: string, timeout: number, beating: boolean) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: timeout });
  const service = cloud.random('service');
  const crashes = cloud.random('crashes');
  const done = new Set<string>();
  const crashedAt = new Map<string, number>();
  const stranded = new Tally();
  let repeated = 0;

  arrivals(cloud, { rate: 1 / minutes(1) }, (number) =>
    jobs.sendMessage(`job ${number}`),
  );
  function* worker() {
    while (true) {
      const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
      if (!message) continue;
      const { body, receiptHandle } = message;
      if (crashedAt.has(body)) stranded.add(cloud.now - crashedAt.get(body)!);
      // The heartbeat: while the work goes on, hide the message for another stretch, well before the last one ends.
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
        crashedAt.set(body, cloud.now);
        continue;
      }
      crashedAt.delete(body);
      jobs.deleteMessage(receiptHandle);
      if (done.has(body)) repeated += 1;
      done.add(body);
    }
  }
  for (let i = 0; i < 20; i += 1) cloud.process(worker);
  await cloud.run(hours(24));
  return { setting, repeated, stranded: Math.round(stranded.mean) };
}

const short = await day('2 min', minutes(2), false);
const long = await day('30 min', minutes(30), false);
const heart = await day('2 min, and a heartbeat', minutes(2), true);
table('A day of long jobs', {
  columns: [
    'Visibility timeout',
    'Jobs repeated',
    { name: 'Stranded by a crash', unit: 's' },
  ],
  rows: [short, long, heart].map((row) => [
    row.setting,
    row.repeated,
    row.stranded,
  ]),
});
check('a short timeout repeats work', short.repeated > 0);
check(
  'a long one leaves jobs stranded for most of half an hour',
  long.repeated === 0 && long.stranded > minutes(25),
);
check(
  'a heartbeat does neither',
  heart.repeated === 0 && heart.stranded < minutes(2),
);
