/* One run that touches chance, dates, texts in order and async code; what it prints is compared between processes. */
import { Cloud, hours, minutes, useVirtualTime } from '../../sim/index.ts';

const cloud = new Cloud({ seed: 7 });
const seen: unknown[] = [];
const queue = cloud.sqs.createQueue('orders', { visibilityTimeout: 20 });
cloud.process(async function producer() {
  for (let n = 1; n <= 200; n++) {
    await queue.sendMessage(`Größe ${n}`);
    await cloud.sleep(cloud.random('arrivals').exponential(2));
  }
});
for (const worker of ['a', 'b', 'ä'])
  cloud.process(function* () {
    for (;;)
      for (const message of yield* queue.receiveMessage({ waitTimeSeconds: 20, maxNumberOfMessages: 10 })) {
        yield cloud.random(worker).next() * 30;
        seen.push([cloud.now, worker, message.body, message.messageId]);
        yield* queue.deleteMessage(message.receiptHandle);
      }
  });
await cloud.scheduler.createSchedule({
  name: 'daily',
  scheduleExpression: 'cron(30 2 * * ? *)',
  scheduleExpressionTimezone: 'Europe/Vienna',
  flexibleTimeWindow: { mode: 'OFF' },
  target: { arn: queue.arn, roleArn: 'arn:aws:iam::123456789012:role/scheduler', input: '"a day"' },
});
{
  using _ = useVirtualTime(cloud);
  const timer = setInterval(() => seen.push(new Date().toISOString()), 3_600_000);
  await cloud.run(hours(30));
  clearInterval(timer);
}
await cloud.run(minutes(1));
process.stdout.write(JSON.stringify([seen, cloud.meter.bill(), cloud.now]));
