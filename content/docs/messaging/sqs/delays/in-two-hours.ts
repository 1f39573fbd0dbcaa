import { check, Cloud, hours, minutes, table } from 'desired-capacity';

// A reminder two hours from now. SQS delays a message for 15 minutes at
// most, so whoever receives it too early sends it on.
const cloud = new Cloud();
const reminders = cloud.sqs.createQueue('reminders');
const longest = minutes(15);
const later = hours(2);

function remind(text: string, due: number) {
  const delaySeconds = Math.min(longest, Math.ceil(due - cloud.now));
  reminders.sendMessage(JSON.stringify({ text, due }), { delaySeconds });
}

let [received, at] = [0, 0];
cloud.process(function* relay() {
  while (true) {
    const [message] = yield* reminders.receiveMessage({
      waitTimeSeconds: 20,
    });
    if (!message) continue;
    received += 1;
    const { text, due } = JSON.parse(message.body) as {
      text: string;
      due: number;
    };
    if (due > cloud.now) remind(text, due);
    else at = cloud.now;
    // After the send: if the relay crashes in between, the reminder comes
    // twice rather than never.
    reminders.deleteMessage(message.receiptHandle);
  }
});
remind('the bread is done', later);
await cloud.run(later + hours(1));

table('A reminder', [
  { 'due after (s)': later, 'there after (s)': at, receives: received },
]);
check('it comes when it is due', at === later);
check(
  'each hop is as long as it can be',
  received === Math.ceil(later / longest),
);
