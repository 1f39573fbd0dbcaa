import {
  arrivals,
  check,
  Cloud,
  days,
  minutes,
  seconds,
} from 'desired-capacity';
import { consume } from './pick-up.starter.ts';

const cloud = new Cloud();
const reports = cloud.sqs.createQueue('reports');
let [stop, handled, slowest] = [false, 0, 0];

const sent = arrivals(
  cloud,
  { rate: 1 / 300, lasting: days(1) - minutes(1) },
  () => reports.sendMessage(`${cloud.now}`),
);
const consumer = cloud.process(() =>
  consume(
    reports,
    ({ body }) => {
      handled += 1;
      slowest = Math.max(slowest, cloud.now - Number(body));
    },
    () => stop,
  ),
);
let ended = Infinity;
cloud.process(function* watch() {
  yield* consumer;
  ended = cloud.now;
});
await cloud.run(days(1));
const receives = cloud.meter.bill()[0]!.quantity - sent.count - handled;
stop = true;
const stoppedAt = cloud.now;
await cloud.run(seconds(60));
const end = ended - stoppedAt;

check(
  'every report is handled',
  handled === sent.count,
  `${handled} of ${sent.count} were`,
);
check(
  'none waits for more than a second',
  slowest <= 1,
  `one waited for ${Math.round(slowest)} s`,
);
check(
  'a day takes 10,000 receives at most',
  receives <= 10_000,
  `it took ${receives}`,
);
check(
  'once stopped, the consumer ends within ten seconds',
  end <= 10,
  end === Infinity ? 'it never does' : `it took ${Math.round(end)} s`,
);
