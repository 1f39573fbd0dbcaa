import { check, Cloud, minutes, seconds, table } from 'desired-capacity';

const cloud = new Cloud();
const standard = cloud.sqs.createQueue('reminders', {
  delaySeconds: minutes(10),
});
const fifo = cloud.sqs.createQueue('reminders.fifo', {
  delaySeconds: minutes(10),
  fifoQueue: true,
  contentBasedDeduplication: true,
});
standard.sendMessage('before the change');
fifo.sendMessage('before the change', { messageGroupId: 'all' });

// After a minute somebody sets the delay of both to two minutes.
await cloud.run(minutes(1));
standard.setQueueAttributes({ delaySeconds: minutes(2) });
fifo.setQueueAttributes({ delaySeconds: minutes(2) });

const delay: Record<string, number> = {};
for (const queue of [standard, fifo]) {
  cloud.process(function* consumer() {
    while (delay[queue.name] === undefined) {
      const [message] = yield* queue.receiveMessage({ waitTimeSeconds: 20 });
      if (message) delay[queue.name] = cloud.now;
    }
  });
}
await cloud.run(minutes(15));

table('Delayed by 10 minutes, changed to 2 after one', [
  { queue: 'standard', 'received after (s)': delay['reminders']! },
  { queue: 'FIFO', 'received after (s)': delay['reminders.fifo']! },
]);
check(
  'on a standard queue the message keeps the delay that it was sent with',
  delay['reminders'] === minutes(10),
);
check(
  'on a FIFO queue the new delay holds for it too',
  delay['reminders.fifo'] === minutes(2),
);
let timer = 'accepted';
try {
  fifo.sendMessage('a timer', {
    messageGroupId: 'all',
    delaySeconds: seconds(30),
  });
} catch (error) {
  timer = (error as Error).name;
}
check('a FIFO queue takes no timer', timer === 'InvalidParameterValue');
