import { check, Cloud, minutes, table } from 'desired-capacity';

// #region a stream, and a table of invocations
type Event = {
  Records: { kinesis: { data: string } }[];
  window: { start: string; end: string };
  state: { sum?: number };
  isFinalInvokeForWindow: boolean;
};
const cloud = new Cloud();
const sales = cloud.kinesis.stream('sales', { shardCount: 1 });
const calls: { [column: string]: string | number }[] = [];
const clock = (time: string) => time.slice(14, 19);
const note = ({ Records, window, state }: Event) =>
  calls.push({
    invocation: `call ${calls.length + 1}`,
    'of the window': `${clock(window.start)} to ${clock(window.end)}`,
    records: Records.length,
    'state before': state.sum ?? 'none',
  });
// #endregion
const sums: number[] = [];
cloud.lambda.createFunction({
  functionName: 'add-up',
  code: () => (event: Event) => {
    note(event);
    let sum = event.state.sum ?? 0;
    for (const { kinesis } of event.Records)
      sum += Number(atob(kinesis.data));
    if (event.isFinalInvokeForWindow) sums.push(sum);
    return { state: { sum } };
  },
});
const seconds = 60; // knob length of a window: 30..120 step 30 unit s
await cloud.lambda.createEventSourceMapping({
  functionName: 'add-up',
  eventSourceArn: sales.arn,
  startingPosition: 'TRIM_HORIZON',
  tumblingWindowInSeconds: seconds,
});
// #region two minutes of sales, two of 10 dollars every 20 seconds
for (let at = 10; at < 120; at += 20) {
  await cloud.waitUntil(() => cloud.now >= at);
  for (let i = 0; i < 2; i += 1) sales.putRecord('shop', '10');
}
await cloud.run(minutes(5));
// #endregion
table('Two minutes of sales', calls);
// #region the sums and the checks
console.log('Sums of the windows:', sums.join(', '));
const total = sums.reduce((sum, one) => sum + one, 0);
check('each sale is in one window', total === 120);
check('a window ends with a call without records', calls.filter(({ records }) => records === 0).length === sums.length); // prettier-ignore
check(
  'there is a sum for each window',
  sums.length === Math.ceil(120 / seconds),
);
// #endregion
