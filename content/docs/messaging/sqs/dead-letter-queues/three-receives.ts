import { check, Cloud, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
const deadLetters = cloud.sqs.createQueue('jobs-dlq');
const jobs = cloud.sqs.createQueue('jobs', {
  visibilityTimeout: seconds(30),
  redrivePolicy: { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 3 },
});
jobs.sendMessage('{ "width": "wide" }');

const receives: { start: number; end: number; label: string }[] = [];
let count = 0;
cloud.process(function* worker() {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    // The body makes no sense. The worker deletes nothing and asks for
    // the next message.
    count = message.attributes.approximateReceiveCount;
    const label = `hidden, receive ${count}`;
    receives.push({ start: cloud.now, end: cloud.now + 30, label });
  }
});
const dead = cloud.record(() => deadLetters.approximateNumberOfMessages);

// The third receive is at 60 s. Where is the message ten seconds later?
await cloud.run(seconds(70));
check(
  'at a receive count of 3 it is still on its queue',
  count === 3 && jobs.approximateNumberOfMessagesNotVisible === 1,
);
await cloud.run(seconds(50));
const moved = dead.find(([, messages]) => messages === 1)?.[0] ?? cloud.now;
timeline({
  title: 'maxReceiveCount: 3',
  description:
    'The worker receives the message again each time that its visibility timeout has passed, until it has been received too often: then it moves to the dead-letter queue instead.',
  lanes: [
    { name: 'jobs', spans: receives },
    {
      name: 'jobs-dlq',
      spans: [{ start: moved, end: cloud.now, label: 'visible' }],
      events: [{ at: moved, label: 'moved' }],
    },
  ],
});
check('it is delivered three times', receives.length === 3);
check('the next attempt to receive it moves it', moved === 90);
