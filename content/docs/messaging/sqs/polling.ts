import { arrivals, check, Cloud, days, table, Tally } from 'desired-capacity';

// A quiet queue: a report every five minutes or so. What does it take
// to wait for them for a day?
async function day(consumer: string, waitTimeSeconds: number, pause: number) {
  const cloud = new Cloud();
  const reports = cloud.sqs.createQueue('reports');
  const count = { receives: 0, empty: 0, overlooked: 0 };
  const delay = new Tally();
  const answer = new Tally();

  arrivals(cloud, { rate: 1 / 300 }, () => reports.sendMessage(`${cloud.now}`));
  cloud.process(function* poll() {
    while (true) {
      const asked = cloud.now;
      const [report] = yield* reports.receiveMessage({ waitTimeSeconds });
      count.receives += 1;
      answer.add(cloud.now - asked);
      if (report) {
        delay.add(cloud.now - Number(report.body));
        reports.deleteMessage(report.receiptHandle);
        continue;
      }
      count.empty += 1;
      // A short poll asks only some of the servers, and can overlook
      // what the others hold.
      if (reports.approximateNumberOfMessages > 0) count.overlooked += 1;
      yield pause;
    }
  });
  await cloud.run(days(1));
  const row = {
    consumer,
    ...count,
    'mean delay (s)': Math.round(delay.mean * 10) / 10,
  };
  return {
    row: { ...row, 'cost ($)': cloud.meter.cost() },
    slowest: Math.round(answer.max),
  };
}

const often = await day('short poll each second', 0, 1);
const seldom = await day('short poll each 10 s', 0, 10);
const long = await day('long poll of 20 s', 20, 0);
table('One day of waiting', [often.row, seldom.row, long.row]);

check('a short poll answers at once', often.slowest === 0);
check(
  'nearly every one comes back empty',
  often.row.empty / often.row.receives > 0.99,
);
check('some do although there is a message', often.row.overlooked > 0);
const cost = ({ row }: typeof often) => row['cost ($)'];
check(
  'ten times the polls, nearly ten times the cost',
  cost(often) > 8 * cost(seldom),
);
check('a long poll waits its 20 s at most', long.slowest === 20);
check('it answers as soon as there is a message', long.row['mean delay (s)'] === 0);
check('it overlooks none', long.row.overlooked === 0);
check('it costs less than a tenth', cost(long) < cost(often) / 10);
