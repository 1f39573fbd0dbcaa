import {
  arrivals,
  check,
  Cloud,
  days,
  minutes,
  seconds,
  table,
  Tally,
} from 'desired-capacity';

// A quiet queue: a report every five minutes or so. What does it take to wait for them for a day?
async function day(name: string, waitTimeSeconds: number, pause: number) {
  const cloud = new Cloud();
  const reports = cloud.sqs.createQueue('reports');
  const delay = new Tally();
  const receives = { all: 0, empty: 0, overlooked: 0 };

  arrivals(cloud, { rate: 1 / minutes(5) }, () =>
    reports.sendMessage(String(cloud.now)),
  );
  cloud.process(function* consumer() {
    while (true) {
      const [report] = yield* reports.receiveMessage({ waitTimeSeconds });
      receives.all += 1;
      if (report) {
        delay.add(cloud.now - Number(report.body));
        reports.deleteMessage(report.receiptHandle);
      } else {
        receives.empty += 1;
        // A short poll asks only some of the servers that hold the queue. It can overlook what the others have.
        if (reports.approximateNumberOfMessages > 0) receives.overlooked += 1;
        yield pause;
      }
    }
  });
  await cloud.run(days(1));
  return { name, ...receives, delay: delay.mean, usd: cloud.meter.cost() };
}

const often = await day('short poll each second', 0, seconds(1));
const seldom = await day('short poll each 10 s', 0, seconds(10));
const long = await day('long poll, 20 s', 20, 0);
table('One day of waiting', {
  columns: [
    'Consumer',
    'Receives',
    'Empty',
    'Empty by mistake',
    { name: 'Mean delay', unit: 's' },
    'Cost',
  ],
  rows: [often, seldom, long].map((day) => [
    day.name,
    day.all,
    day.empty,
    day.overlooked,
    Math.round(day.delay * 10) / 10,
    `$${day.usd.toFixed(4)}`,
  ]),
});
check('nearly every short poll comes back empty', often.empty / often.all > 0.99);
check('some of them although there is a message', often.overlooked > 0);
check('a long poll answers at once when a message comes', long.delay === 0);
check('a long poll overlooks none', long.overlooked === 0);
check('long polling costs less than a tenth', long.usd < often.usd / 10);
