import { check, Cloud, minutes, table } from 'desired-capacity';
import { createRule, put } from '../rule.ts';

const cloud = new Cloud();
const bus = cloud.arn('events', 'event-bus/default');
const { archiveArn } = cloud.eventbridge.createArchive({
  archiveName: 'all',
  eventSourceArn: bus,
});
const queue = createRule(cloud, 'log', { source: ['shop'] });
const other = createRule(cloud, 'mail', { source: ['shop'] });

// #region twelve events, one each ten seconds
for (let n = 1; n <= 12; n += 1) {
  put(cloud, 'shop', 'Step done', { n });
  await cloud.run(10);
}
// #endregion
// #region what a queue has got, in the order of its arrival
interface Step {
  detail: { n: number };
  'replay-name'?: string;
}
async function received(from: typeof queue) {
  const all: { at: number; step: Step }[] = [];
  for (;;) {
    const [message] = await from.receiveMessage({ waitTimeSeconds: 1 });
    if (!message) break;
    const { sentTimestamp } = message.attributes;
    all.push({ at: sentTimestamp, step: JSON.parse(message.body) as Step });
    from.deleteMessage(message.receiptHandle);
  }
  return all.sort((a, b) => a.at - b.at).map(({ step }) => step);
}
const numbers = (steps: Step[]) => steps.map(({ detail }) => detail.n);
// #endregion
const first = await received(queue);
await received(other);
await cloud.run(minutes(10));

const ruleArn = cloud.eventbridge.describeRule({ name: 'log' }).arn!;
cloud.eventbridge.startReplay({
  replayName: 'for-the-log',
  eventSourceArn: archiveArn!,
  eventStartTime: new Date('2026-01-01T00:00:00Z'),
  eventEndTime: new Date('2026-01-01T00:02:00Z'),
  destination: { arn: bus, filterArns: [ruleArn] },
});
await cloud.run(minutes(5));
const again = await received(queue);
// #region the table and the checks
table('Twelve steps, and their replay', [
  { what: 'as they came', steps: numbers(first).join(' ') },
  { what: 'replayed', steps: numbers(again).join(' ') },
]);
const sorted = (list: number[]) => list.toSorted((a, b) => a - b).join();
check(
  'a replay brings all events of its time',
  sorted(numbers(again)) === sorted(numbers(first)),
);
check(
  'within a minute their order is lost',
  numbers(again).slice(0, 6).join() !== numbers(first).slice(0, 6).join(),
);
check(
  'minutes come one after the other',
  sorted(numbers(again).slice(0, 6)) === '1,2,3,4,5,6',
);
check(
  'a replayed event names its replay',
  again.every((step) => step['replay-name'] === 'for-the-log') &&
    first.every((step) => step['replay-name'] === undefined),
);
check(
  'a replay may be for some rules alone',
  (await received(other)).length === 0,
);
const { eventCount } = cloud.eventbridge.describeArchive({
  archiveName: 'all',
});
check('what is replayed is not archived again', eventCount === 12);
// #endregion
