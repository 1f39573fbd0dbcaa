import { check, Cloud, seconds, timeline } from 'desired-capacity';

const cloud = new Cloud();
const deadLetters = cloud.sqs.createQueue('jobs-dlq');
const jobs = cloud.sqs.createQueue('jobs', {
  visibilityTimeout: seconds(30),
  redrivePolicy: { deadLetterTargetArn: deadLetters.arn, maxReceiveCount: 3 },
});
jobs.sendMessage('{ "width": "wide" }');

const receives: number[] = [];
let count = 0;
cloud.process(function* worker() {
  while (true) {
    const [message] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
    if (!message) continue;
    receives.push(cloud.now);
    count = message.attributes.approximateReceiveCount;
    // The body makes no sense, so the job can't be done. The worker
    // deletes nothing and asks for the next.
  }
});

// The third receive was at 60 s; see where the message is ten seconds
// later.
await cloud.run(seconds(70));
const afterThree = { count, source: jobs.approximateNumberOfMessagesNotVisible };
const dead = cloud.record(() => deadLetters.approximateNumberOfMessages);
await cloud.run(seconds(50));
const movedAt = dead.find(([, messages]) => messages === 1)?.[0] ?? Infinity;

timeline({
  title: 'maxReceiveCount: 3',
  description: `The worker receives the message at ${receives.join(', ')} s. At ${movedAt} s it asks a fourth time, and the message moves to the dead-letter queue instead.`,
  lanes: [
    {
      name: 'jobs',
      spans: receives.map((at, i) => ({
        start: at,
        end: at + 30,
        label: `hidden, receive ${i + 1}`,
        kind: 'hidden',
      })),
    },
    {
      name: 'jobs-dlq',
      spans: [{ start: movedAt, end: 120, label: 'visible' }],
      events: [{ at: movedAt, label: 'moved' }],
    },
  ],
});
check('it is delivered three times', receives.length === 3);
check(
  'at a receive count of 3 it is still on its queue',
  afterThree.count === 3 && afterThree.source === 1,
);
check('the next attempt to receive it moves it', movedAt === 90);
