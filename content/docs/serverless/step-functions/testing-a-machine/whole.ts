import { check, Cloud, days, table } from 'desired-capacity';

// #region the machine: charge, ask a manager above 100, ship
const call = (name: string) => ({
  Type: 'Task',
  Resource: `arn:aws:lambda:us-east-1:123456789012:function:${name}`,
  ResultPath: null,
});
const orders = {
  StartAt: 'Large?',
  States: {
    'Large?': {
      Type: 'Choice',
      Choices: [
        { Variable: '$.amount', NumericGreaterThan: 100, Next: 'Ask' },
      ],
      Default: 'Charge',
    },
    Ask: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Parameters: {
        FunctionName: 'ask',
        Payload: { 'token.$': '$$.Task.Token' },
      },
      ResultPath: null,
      TimeoutSeconds: days(3),
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Give up' }],
      Next: 'Charge',
    },
    Charge: { ...call('charge'), Next: 'Ship' },
    Ship: { ...call('ship'), End: true },
    'Give up': { Type: 'Fail', Error: 'NoAnswer' },
  },
};
// #endregion
const entered = new Set<string>();
async function play(amount: number, manager: 'answers' | 'is away') {
  const cloud = new Cloud();
  const done: string[] = [];
  for (const name of ['charge', 'ship'])
    cloud.lambda.createFunction({
      functionName: name,
      code: () => () => done.push(name),
    });
  // #region the function that asks the manager
  cloud.lambda.createFunction({
    functionName: 'ask',
    code:
      () =>
      ({ token: taskToken }: { token: string }) => {
        if (manager === 'is away') return;
        cloud.sfn.sendTaskSuccess({ taskToken, output: '"yes"' });
      },
  });
  // #endregion
  const run = await cloud.sfn.machine('orders', orders).start({ amount })
    .done;
  for (const { name } of run.lanes) entered.add(name);
  return {
    status: run.status,
    did: done.join(', ') || 'nothing',
    days: run.duration / days(1),
  };
}
// #region three plays, the table and the checks
const small = await play(80, 'is away');
const large = await play(180, 'answers');
const never = await play(180, 'is away');
const row = (test: string, { status, did, days: took }: typeof small) => ({
  test,
  status,
  'functions called': did,
  'days in the simulation': Math.round(took),
});
table('Three tests of the whole machine', [
  row('80 euros', small),
  row('180 euros, the manager answers', large),
  row('180 euros, nobody answers', never),
]);
const missed = Object.keys(orders.States).filter(
  (name) => !entered.has(name),
);
console.log(
  `States that no test has entered: ${missed.join(', ') || 'none'}`,
);
check('a small order asks nobody', small.did === 'charge, ship');
check(
  'a large one is charged once it is approved',
  large.status === 'SUCCEEDED',
);
check(
  'without an answer nothing is charged',
  never.did === 'nothing' && never.status === 'FAILED',
);
check('three days of waiting take no time', Math.round(never.days) === 3);
check('every state is entered by some test', missed.length === 0);
// #endregion
