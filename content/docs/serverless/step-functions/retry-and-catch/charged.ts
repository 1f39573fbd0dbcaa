import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
// #region a card service, and a function that is cut off after it has charged
const charged: string[] = [];
const seen = new Set<string>();
let late = true;
cloud.lambda.createFunction({
  functionName: 'charge',
  timeout: 3,
  code: () =>
    function* (order: { key?: string }) {
      if (order.key === undefined || !seen.has(order.key))
        charged.push('80 EUR');
      if (order.key !== undefined) seen.add(order.key);
      yield late ? 5 : 0.1;
    },
});
// #endregion
const retry = { ErrorEquals: ['Sandbox.Timedout'], IntervalSeconds: 2 };
const machine = (name: string, payload: object) =>
  cloud.sfn.machine(name, {
    StartAt: 'Charge',
    States: {
      Charge: {
        Type: 'Task',
        Resource: 'arn:aws:states:::lambda:invoke',
        Parameters: { FunctionName: 'charge', Payload: payload },
        Retry: [retry],
        End: true,
      },
    },
  });
const plain = machine('plain', { amount: 80 });
const keyed = machine('keyed', {
  amount: 80,
  'key.$': '$$.Execution.Name',
});
// #region both, the table and the checks
async function charges(which: typeof plain) {
  charged.length = 0;
  late = true;
  const run = which.start();
  await cloud.run(4);
  late = false;
  await run.done;
  const attempts = run.events.filter(
    ({ type }) => type === 'TaskScheduled',
  ).length;
  return { status: run.status, attempts, 'charged (times)': charged.length };
}
const first = await charges(plain);
const second = await charges(keyed);
table('One order, one retry', [
  { 'the call has': 'an amount', ...first },
  { 'the call has': 'an amount and a key', ...second },
]);
check('the first attempt charges and is cut off', first.attempts === 2);
check(
  'without a key the retry charges again',
  first['charged (times)'] === 2,
);
check(
  'with the name of the execution as the key it does not',
  second['charged (times)'] === 1,
);
// #endregion
