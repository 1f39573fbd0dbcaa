import { check, Cloud, minutes, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
// The delay holds a message back before its first receive; the
// visibility timeout hides it after each receive.
const reminders = cloud.sqs.createQueue('reminders', {
  delaySeconds: seconds(60),
  visibilityTimeout: seconds(30),
});
reminders.sendMessage('queue delay');
reminders.sendMessage('message timer', { delaySeconds: seconds(10) });
const delayed = reminders.approximateNumberOfMessagesDelayed;

const received: Record<string, number[]> = {};
cloud.process(function* consumer() {
  while (true) {
    const [message] = yield* reminders.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    (received[message.body] ??= []).push(cloud.now);
    // The first attempt at each message fails; the second deletes it.
    if (message.attributes.approximateReceiveCount > 1)
      reminders.deleteMessage(message.receiptHandle);
  }
});
await cloud.run(minutes(2));

const messages = Object.entries(received).map(
  ([name, [first = 0, second = 0]]) => ({ name, first, second }),
);
timeline({
  title: 'Delayed, then hidden',
  description: messages
    .map(
      ({ name, first, second }) =>
        `The message with the ${name} is delayed until ${first} s, and hidden until ${second} s.`,
    )
    .join(' '),
  lanes: messages.map(({ name, first, second }) => ({
    name,
    spans: [
      { start: 0, end: first, label: 'delayed' },
      { start: first, end: second, label: 'hidden' },
    ],
    events: [first, second].map((at) => ({ at, label: 'received' })),
  })),
});
check('both messages begin delayed', delayed === 2);
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
  messages.every((m) => m.second - m.first === 30),
);
