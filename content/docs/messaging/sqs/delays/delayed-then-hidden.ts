import { check, Cloud, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
// The delay holds a message back before its first receive; the
// visibility timeout hides it after each receive.
const reminders = cloud.sqs.createQueue('reminders', {
  delaySeconds: seconds(60),
  visibilityTimeout: seconds(30),
});
reminders.sendMessage('queue delay');
reminders.sendMessage('message timer', { delaySeconds: seconds(10) });
check(
  'both messages begin delayed',
  reminders.approximateNumberOfMessagesDelayed === 2,
);

const received: Record<string, number[]> = {};
cloud.process(function* consumer() {
  while (true) {
    const [message] = yield* reminders.receiveMessage({
      waitTimeSeconds: 20,
    });
    if (!message) continue;
    (received[message.body] ??= []).push(cloud.now);
    // The first attempt at each message fails; the second deletes it.
    if (message.attributes.approximateReceiveCount > 1)
      reminders.deleteMessage(message.receiptHandle);
  }
});
await cloud.run(seconds(120));

const messages = Object.entries(received);
timeline({
  title: 'Delayed, then hidden',
  description:
    'Two messages, one with a timer of its own and one with the delay of the queue: each is delayed first, then hidden once it is received.',
  lanes: messages.map(([name, [first = 120, second = 120]]) => ({
    name,
    spans: [
      { start: 0, end: first, label: 'delayed' },
      { start: first, end: second, label: 'hidden' },
    ],
    events: [first, second].map((at) => ({ at, label: 'received' })),
  })),
});
check(
  'the queue delays a message for its 60 s',
  received['queue delay']?.[0] === 60,
);
check(
  'the timer of a message overrides the queue',
  received['message timer']?.[0] === 10,
);
check(
  'the visibility timeout starts at the first receive',
  messages.every(([, [first, second]]) => second! - first! === 30),
);
