import { check, Cloud, minutes, table } from 'desired-capacity';

const batchSize = 10; // knob 1 | 5 | 10
const atLeast = 100; // knob 0..400 step 50 unit euros

const cloud = new Cloud();
// #region two queues, and a function that looks the customers up
const orders = cloud.sqs.createQueue('orders');
const large = cloud.sqs.createQueue('large-orders');
let calls = 0;
let looked = 0;
const { functionArn } = cloud.lambda.createFunction({
  functionName: 'customers',
  code: () => (events: { body: string }[]) => {
    calls++;
    looked += events.length;
    return events.map(({ body }) => {
      const order = JSON.parse(body) as { order: number };
      return { ...order, customer: `c-${order.order}` };
    });
  },
});
for (let order = 1; order <= 60; order++)
  await orders.sendMessage(JSON.stringify({ order, euros: order * 5 }));
// #endregion
const euros = [{ numeric: ['>=', atLeast] }];
const pattern = JSON.stringify({ body: { euros } });
cloud.pipes.createPipe({
  name: 'large-orders',
  roleArn: 'arn:aws:iam::123456789012:role/pipe',
  source: orders.arn,
  sourceParameters: {
    filterCriteria: { filters: [{ pattern }] },
    sqsQueueParameters: { batchSize },
  },
  enrichment: functionArn!,
  target: large.arn,
});
await cloud.run(minutes(5));

// #region the table and the checks
const arrived = large.approximateNumberOfMessages;
table('60 orders go into a pipe', [
  {
    orders: 'all',
    'orders that arrived': arrived,
    'calls of the function': calls,
    'orders that it saw': looked,
    'left in the source': orders.approximateNumberOfMessages,
  },
]);
check(
  'only what passes the filter arrives',
  arrived ===
    Array.from({ length: 60 }, (_, i) => (i + 1) * 5).filter(
      (euros) => euros >= atLeast,
    ).length,
);
check('the filter comes before the function', looked === arrived);
check('what does not pass is gone', orders.approximateNumberOfMessages === 0);
const [first] = await large.receiveMessage({ waitTimeSeconds: 1 });
check(
  'an order arrives with its customer',
  first === undefined || /"customer":"c-\d+"/.test(first.body),
);
// #endregion
