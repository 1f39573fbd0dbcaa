import { check, Cloud, minutes, table } from 'desired-capacity';

const work = 1; // knob seconds of work in each: 1..5
// #region a function that works, then goes on to the next one
const code = (next?: () => Promise<unknown>) => ({
  initDuration: 0,
  duration: work,
  load: () => async () => {
    await next?.();
    return 'done';
  },
});
const settings = { memorySize: 1024, timeout: 20 };
// #endregion

/** Each function calls the next one, and waits for it. */
async function chain() {
  const cloud = new Cloud();
  const { lambda } = cloud;
  const make = (functionName: string, next?: string) =>
    lambda.createFunction({
      ...settings,
      functionName,
      code: code(next ? async () => lambda.run(next) : undefined),
    });
  make('ship');
  make('charge', 'ship');
  make('order', 'charge');
  await lambda.run('order');
  return paid(cloud);
}

/** Each function leaves a message for the next one, and ends. */
async function queues() {
  // #region the same three, and two queues between them
  const cloud = new Cloud();
  const { lambda } = cloud;
  const make = async (functionName: string, next?: string) => {
    const to = next && cloud.sqs.createQueue(next);
    lambda.createFunction({
      ...settings,
      functionName,
      code: code(to ? async () => to.sendMessage('go on') : undefined),
    });
    if (to)
      await lambda.createEventSourceMapping({
        functionName: next,
        eventSourceArn: to.arn,
      });
  };
  await make('ship');
  await make('charge', 'ship');
  await make('order', 'charge');
  await lambda.run('order');
  await cloud.run(minutes(1));
  // #endregion
  return paid(cloud);
}

// #region the bill, the table and the checks
function paid(cloud: Cloud) {
  const bill = cloud.meter.bill();
  const line = bill.find(({ item }) => item === 'duration on x86');
  return Math.round(line!.quantity);
}
const [chained, queued] = [await chain(), await queues()];
table('Three functions of one second each', [
  { 'each next one': 'is called and waited for', 'GB-seconds': chained },
  { 'each next one': 'gets a message', 'GB-seconds': queued },
]);
check('who waits pays: 3 + 2 + 1', chained === 6 * work);
check('who leaves a message pays for its own work', queued === 3 * work);
// #endregion
