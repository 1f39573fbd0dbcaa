import {
  arrivals,
  check,
  Cloud,
  days,
  minutes,
  table,
  Tally,
} from 'desired-capacity';

const every = minutes(5); // knob a report every: 1..30

// A quiet queue. What does it take to wait at it for a day?
async function day(consumer: string, waitTimeSeconds: number, pause: number) {
  // #region a queue, what comes, and what is counted
  const cloud = new Cloud();
  const reports = cloud.sqs.createQueue('reports');
  const delay = new Tally();
  let [receives, empty, overlooked, longest] = [0, 0, 0, 0];

  arrivals(cloud, { rate: 1 / every }, () =>
    reports.sendMessage(`${cloud.now}`),
  );
  // #endregion
  cloud.process(function* poll() {
    while (true) {
      const asked = cloud.now;
      const [report] = yield* reports.receiveMessage({ waitTimeSeconds });
      // #region notes
      receives += 1;
      longest = Math.max(longest, cloud.now - asked);
      // #endregion
      if (report) {
        delay.add(cloud.now - Number(report.body));
        reports.deleteMessage(report.receiptHandle);
        continue;
      }
      // #region notes: empty, though there is a message?
      empty += 1;
      if (reports.approximateNumberOfMessages > 0) overlooked += 1;
      // #endregion
      yield pause;
    }
  });
  // #region a day, and a row of the table
  await cloud.run(days(1));
  return {
    consumer,
    receives,
    empty,
    overlooked,
    'longest poll (s)': Math.round(longest),
    'mean delay (s)': Math.round(delay.mean * 10) / 10,
    'cost (¢)': Math.round(10_000 * cloud.meter.cost()) / 100,
  };
  // #endregion
}

const often = await day('short poll each second', 0, 1);
const seldom = await day('short poll each 10 s', 0, 10);
const long = await day('long poll of 20 s', 20, 0);
// #region the table and the checks
table('One day of waiting', [often, seldom, long]);

check('a short poll answers at once', often['longest poll (s)'] === 0);
check(
  'nearly every one comes back empty',
  often.empty / often.receives > 0.99,
);
check(
  'it takes nearly 87,000 calls to fetch some 300 messages',
  Math.round(often.receives / 1000) === 87 &&
    Math.round((often.receives - often.empty) / 100) === 3,
);
check(
  'about a hundred come back empty although there is a message',
  often.overlooked > 70 && often.overlooked < 150,
);
const cost = (row: typeof often) => row['cost (¢)'];
check(
  'ten times the polls, nearly ten times the cost',
  cost(often) > 8 * cost(seldom),
);
check('a long poll waits its 20 s at most', long['longest poll (s)'] === 20);
check(
  'it answers as soon as there is a message',
  long['mean delay (s)'] === 0,
);
check('it overlooks none', long.overlooked === 0);
check(
  'it comes back empty less than a tenth as often, and costs less than a tenth',
  long.empty < often.empty / 10 && cost(long) < cost(often) / 10,
);
// #endregion
