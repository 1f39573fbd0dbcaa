import {
  arrivals,
  check,
  Cloud,
  minutes,
  table,
  Tally,
} from 'desired-capacity';
import type { Message } from 'desired-capacity/sqs';

interface Design {
  /** Messages that the producer sends at once. */
  sent?: number;
  /** Messages that the consumer receives at once, at the most. */
  received?: number;
  /** Seconds that it rests after a receive. */
  rest?: number;
}

// Six messages a second for twenty minutes. How many travel in a call?
async function run(
  design: string,
  { sent = 1, received = 10, rest = 0 }: Design,
) {
  const cloud = new Cloud();
  const jobs = cloud.sqs.createQueue('jobs');
  const delay = new Tally();

  let collected: { id: string; messageBody: string }[] = [];
  const made = arrivals(
    cloud,
    { rate: 6, lasting: minutes(20) },
    (number) => {
      collected.push({ id: `${number}`, messageBody: `${cloud.now}` });
      if (collected.length < sent) return;
      jobs.sendMessageBatch(collected);
      collected = [];
    },
  );
  cloud.process(function* consumer() {
    while (true) {
      const messages: Message[] = yield* jobs.receiveMessage({
        waitTimeSeconds: 20,
        maxNumberOfMessages: received,
      });
      if (messages.length === 0) continue;
      for (const { body } of messages) delay.add(cloud.now - Number(body));
      jobs.deleteMessageBatch(
        messages.map(({ receiptHandle }, i) => ({
          id: `${i}`,
          receiptHandle,
        })),
      );
      yield rest;
    }
  });
  await cloud.run(minutes(20));

  const { quantity, usd } = cloud.meter.bill()[0]!;
  const rounded = (value: number) => Math.round(value * 100) / 100;
  return {
    design,
    'requests a message': rounded(quantity / made.count),
    'cost of a million ($)': rounded((usd / made.count) * 1e6),
    'mean delay (s)': rounded(delay.mean),
  };
}

const one = await run('one by one', { received: 1 });
const ten = await run('receives up to ten', {});
const rested = await run('… and rests for 1.5 s', { rest: 1.5 });
const collected = await run('the producer sends ten', { sent: 10 });
table('What a message costs', [one, ten, rested, collected]);

const requests = (row: typeof one) => row['requests a message'];
check('one by one, a message is three requests', requests(one) === 3);
check(
  'who is there when it comes receives it alone',
  requests(ten) > 2.95 && ten['mean delay (s)'] === 0,
);
check(
  'whoever rests finds nine, and pays less than half',
  Math.abs(requests(rested) - 1.22) < 0.08,
);
check(
  'and a message waits between one second and 1.6',
  rested['mean delay (s)'] > 1 && rested['mean delay (s)'] < 1.6,
);
check(
  'a batch from end to end is a tenth, for less than a second of delay',
  requests(collected) < 0.32 && collected['mean delay (s)'] < 1,
);
