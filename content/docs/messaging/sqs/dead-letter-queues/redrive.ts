import { check, Cloud, days, minutes, plot } from 'desired-capacity';

const cloud = new Cloud();
const dead = cloud.sqs.createQueue('jobs-dlq', {
  messageRetentionPeriod: days(14),
});
const jobs = cloud.sqs.createQueue('jobs', {
  redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 },
});
const poll = { maxNumberOfMessages: 10, waitTimeSeconds: 20 };
const ids = new Set<string>();
for (let i = 0; i < 120; i += 1)
  ids.add((await jobs.sendMessage(`job ${i}`)).messageId);

// A bug fails each of them. Three days later it is mended.
const worker = cloud.process(function* () {
  while (true) yield* jobs.receiveMessage(poll);
});
await cloud.run(days(3));
worker.cancel();

const task = { sourceArn: dead.arn, maxNumberOfMessagesPerSecond: 2 };
cloud.sqs.startMessageMoveTask(task);
const depth: [number, number][] = [];
for (let second = 0; second <= 90; second += 1) {
  depth.push([second, dead.approximateNumberOfMessages]);
  await cloud.run(1);
}
plot({
  title: 'A redrive of two messages a second',
  description: 'The queue falls evenly, until it is empty.',
  x: { label: 'Time since it started', unit: 's' },
  y: { label: 'Messages in jobs-dlq' },
  series: [{ name: 'jobs-dlq', style: 'step', points: depth }],
});
check('it takes a minute', depth.findIndex(([, left]) => left === 0) === 60);

const back = await jobs.receiveMessage({ ...poll, visibilityTimeout: 0 });
const counts = back.map(
  ({ attributes }) => attributes.approximateReceiveCount,
);
check(
  'each is a new message',
  !back.some(({ messageId }) => ids.has(messageId)),
);
check('with no receives behind it', Math.max(...counts) === 1);
await cloud.run(days(4) - minutes(2));
check(
  'four days later all are there',
  jobs.approximateNumberOfMessages === 120,
);
await cloud.run(minutes(2));
check('then they are gone', jobs.approximateNumberOfMessages === 0);
