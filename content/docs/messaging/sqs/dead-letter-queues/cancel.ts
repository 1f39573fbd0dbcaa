import { check, Cloud, minutes, plot, workers } from 'desired-capacity';

// 600 jobs have failed. Somebody believes that the bug is mended, and
// moves them back, five a second. It is not mended.
const cloud = new Cloud();
const dead = cloud.sqs.createQueue('jobs-dlq');
const jobs = cloud.sqs.createQueue('jobs', {
  visibilityTimeout: 10,
  redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 2 },
});
for (let i = 0; i < 600; i += 1) jobs.sendMessage(`job ${i}`);
workers(cloud, jobs, { count: 50, serviceTime: 1, failureProbability: 1 });
await cloud.run(minutes(3));

const task = cloud.sqs.startMessageMoveTask({
  sourceArn: dead.arn,
  maxNumberOfMessagesPerSecond: 5,
});
const moved: [second: number, messages: number][] = [];
const again: [second: number, messages: number][] = [];
cloud.process(function* watch() {
  for (let second = 0; second <= 90; second += 1) {
    const messages = task.approximateNumberOfMessagesMoved;
    moved.push([second, messages]);
    again.push([second, dead.approximateNumberOfMessages - (600 - messages)]);
    yield 1;
  }
});
// After half a minute it is plain that they fail again.
await cloud.run(30);
cloud.sqs.cancelMessageMoveTask(task.taskHandle);
await cloud.run(60);
const [entry] = cloud.sqs.listMessageMoveTasks(dead.arn);
console.log('The task is', entry!.status);

plot({
  title: 'A redrive that came too early',
  description:
    'The moved messages rise evenly until the move is cancelled. Later they come back to the dead-letter queue as fast, until all are dead again.',
  x: { label: 'Time since it started', unit: 's' },
  y: { label: 'Messages' },
  series: [
    { name: 'moved', points: moved },
    { name: 'dead again', points: again },
  ],
  marks: [{ x: 30, label: 'cancelled' }],
});
const last = (points: typeof moved) => points.at(-1)![1];
check('it had moved a quarter of them', Math.abs(last(moved) - 150) < 5);
check('it is cancelled', entry!.status === 'CANCELLED');
check('what had moved stays moved, and fails', last(again) === last(moved));
const first = again.findIndex(([, messages]) => messages > 0);
check('after 20 seconds the first are back', Math.abs(first - 20) < 3);
check('the other 450 were spared', Math.abs(600 - last(moved) - 450) < 5);
