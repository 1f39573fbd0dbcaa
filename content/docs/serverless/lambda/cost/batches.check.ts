import { arrivals, check, Cloud, minutes } from 'desired-capacity';
import { batches } from './batches.starter.ts';

const cloud = new Cloud();
const clicks = cloud.sqs.createQueue('clicks', { visibilityTimeout: 120 });
let counted = 0;
let latest = 0;
cloud.lambda.createFunction({
  functionName: 'count',
  memorySize: 512,
  timeout: 20,
  code: () =>
    function* (event: { Records: { body: string }[] }) {
      yield 0.2 + event.Records.length * 0.001; // a connection, and each row
      for (const { body } of event.Records)
        latest = Math.max(latest, cloud.now - Number(body));
      counted += event.Records.length;
    },
});
await cloud.lambda.createEventSourceMapping({
  functionName: 'count',
  eventSourceArn: clicks.arn,
  ...batches,
});
const sent = arrivals(cloud, { rate: 5, lasting: minutes(20) }, () => {
  clicks.sendMessage(String(cloud.now));
});
await cloud.run(minutes(25));
const usd = cloud.meter
  .bill()
  .filter(({ item }) => /duration/.test(item))
  .reduce((sum, line) => sum + line.usd, 0);
const each = (usd * 1e6) / counted;
check('all clicks are counted', counted === sent.count);
check('none waits longer than a minute', latest <= 60, `one waited ${Math.round(latest)} s`); // prettier-ignore
check('a million of them cost less than 30 cents of time', each < 0.3, `${each.toFixed(2)} USD`); // prettier-ignore
