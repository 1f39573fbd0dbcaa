import { check, Cloud, days, hours, table } from 'desired-capacity';

const managerTakes = 2; // knob 1..30 unit days

// #region a step that waits for a person
const ask = (who: string, Next: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
  Parameters: {
    FunctionName: 'ask',
    Payload: { 'token.$': '$$.Task.Token', who },
  },
  ResultPath: null,
  Next,
});
// #endregion
const loan = {
  StartAt: 'Review',
  States: {
    Review: ask('clerk', 'Approve'),
    Approve: ask('manager', 'Check background'),
    'Check background': ask('agency', 'Decide'),
    Decide: ask('manager', 'Done'),
    Done: { Type: 'Succeed' },
  },
};
const takes = {
  clerk: hours(3),
  manager: days(managerTakes),
  agency: days(4),
};

// #region the function that asks; the answer comes when the person has time
const cloud = new Cloud();
const answered: { who: string; at: number }[] = [];
cloud.lambda.createFunction({
  functionName: 'ask',
  code:
    () =>
    ({
      token: taskToken,
      who,
    }: {
      token: string;
      who: keyof typeof takes;
    }) => {
      cloud.simulation.schedule(takes[who], () => {
        answered.push({ who, at: cloud.now });
        cloud.sfn.sendTaskSuccess({ taskToken, output: '"yes"' });
      });
    },
});
// #endregion
const run = await cloud.sfn.machine('loan', loan).start({}).done;

// #region the table and the checks
table(
  'A loan',
  answered.map(({ who, at }, i) => ({
    step: String(i + 1),
    'who answered': who,
    'after days': Math.round((at / days(1)) * 10) / 10,
  })),
);
check(
  'review, approval, background check and decision come one after another',
  run.status === 'SUCCEEDED' &&
    answered.map(({ who }) => who).join() === 'clerk,manager,agency,manager',
);
check('a step lasts hours or days', run.duration > days(4));
// #endregion
