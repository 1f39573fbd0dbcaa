import { check, Cloud, minutes } from 'desired-capacity';
import { waitAfter } from './wait.starter.ts';

const cloud = new Cloud();
const dead = cloud.sqs.createQueue('jobs-dlq');
const jobs = cloud.sqs.createQueue('jobs', {
  redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 6 },
});
for (let i = 0; i < 200; i += 1) jobs.sendMessage(`job ${i}`);

// Two hundred workers call a service that is down for ten minutes.
const calls = new Map<number, number>();
let end = 0;
for (let i = 0; i < 200; i += 1)
  cloud.process(function* worker() {
    while (true) {
      const [job] = yield* jobs.receiveMessage({ waitTimeSeconds: 20 });
      if (!job) continue;
      const second = Math.floor(cloud.now);
      calls.set(second, (calls.get(second) ?? 0) + 1);
      yield 1;
      if (cloud.now > minutes(10)) {
        jobs.deleteMessage(job.receiptHandle);
        end = cloud.now;
        continue;
      }
      const { approximateReceiveCount: receives } = job.attributes;
      const wait = waitAfter({ receives, random: cloud.random('jitter') });
      jobs.changeMessageVisibility(job.receiptHandle, Math.round(wait));
    }
  });
await cloud.run(minutes(60));

const lost = dead.approximateNumberOfMessages;
check('no job dies', lost === 0, `${lost} of 200 do`);
calls.delete(0); // The first time they all call at once.
const most = Math.max(...calls.values());
check(
  'no more than 25 call in the same second again',
  most <= 25,
  `${most} do`,
);
check(
  'all is done ten minutes after the service is back',
  lost === 0 && end <= minutes(21),
  lost > 0 ? 'some never are' : `the last after ${Math.round(end / 60)} min`,
);
