import { check, Cloud, seconds, timeline } from 'desired-capacity';
import type { Message } from 'desired-capacity/sqs';

const timeout = seconds(30); // knob visibility timeout: 5..35
const cloud = new Cloud();
const jobs = cloud.sqs.createQueue('jobs', { visibilityTimeout: timeout });
jobs.sendMessage('resize holiday.jpg');

// #region notes for the picture
const received: Message[] = [];
const hidden: { start: number; end: number; label: string }[] = [];
const deleted: { at: number; label: string }[] = [];
const inVain: { at: number; label: string }[] = [];
// #endregion

function* worker(name: string, crashes: boolean) {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 4 });
    if (!message) {
      inVain.push({ at: cloud.now, label: 'receives nothing' });
      continue;
    }
    // #region notes: hidden from now on
    received.push(message);
    const start = cloud.now;
    const span = {
      start,
      end: start + timeout,
      label: `hidden, for ${name}`,
    };
    hidden.push(span);
    // #endregion
    if (crashes) return; // It deletes nothing, and it tells nobody.
    yield seconds(10);
    jobs.deleteMessage(message.receiptHandle);
    // #region notes: deleted
    span.end = cloud.now;
    deleted.push({ at: cloud.now, label: 'deleted' });
    // #endregion
  }
}
cloud.process(() => worker('A', true));
await cloud.run(seconds(8));
cloud.process(() => worker('B', false));
await cloud.run(seconds(40));

// #region the picture and the checks
timeline({
  title: 'One message, two receives',
  description:
    'The message is hidden after A received it. B asks all the while and receives nothing; then it receives the message, and deletes it.',
  lanes: [
    { name: 'message', spans: hidden, events: deleted },
    { name: 'worker B', events: inVain },
  ],
});
const [a, b] = received;
const [first, second] = hidden.map(({ start }) => start);
check(
  'while it is hidden, nobody else receives it',
  inVain.some(({ at }) => at < second!),
);
check(
  'it stays hidden for the visibility timeout',
  second! - first! === timeout,
);
check('then the same message comes again', a?.messageId === b?.messageId);
check(
  'its receive count has risen',
  b?.attributes.approximateReceiveCount === 2,
);
check(
  'its receipt handle is a new one',
  a?.receiptHandle !== b?.receiptHandle,
);
const left = jobs.approximateNumberOfMessages;
const inFlight = jobs.approximateNumberOfMessagesNotVisible;
check('deleted, it is gone', received.length === 2 && left + inFlight === 0);
// #endregion
