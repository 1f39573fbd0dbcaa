import { check, Cloud, table, timeline } from 'desired-capacity';

// #region a function that fails with these errors, one after the other
const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
const errors = ['ErrorA', 'ErrorB', 'ErrorC', 'ErrorB', 'ErrorA'];
let calls = 0;
cloud.lambda.createFunction({
  functionName: 'flaky',
  code: () => () => {
    const error = new Error('no luck');
    error.name = errors[calls++] ?? 'ErrorA';
    throw error;
  },
});
// #endregion
// #region a catcher for all that is left
const giveUp = {
  ErrorEquals: ['States.ALL'],
  ResultPath: '$.why',
  Next: 'Give up',
};
// #endregion
const machine = cloud.sfn.machine('flaky', {
  StartAt: 'Try',
  States: {
    Try: {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:123456789012:function:flaky',
      Retry: [
        {
          ErrorEquals: ['ErrorA', 'ErrorB'],
          IntervalSeconds: 1,
          MaxAttempts: 2,
        },
        { ErrorEquals: ['ErrorC'], IntervalSeconds: 5 },
      ],
      Catch: [giveUp],
      End: true,
    },
    'Give up': { Type: 'Pass', End: true },
  },
});
const run = await machine.start({ order: 17 }).done;
// #region the picture, the table and the checks
timeline({
  title: 'Four attempts',
  description:
    'Four short attempts with growing gaps between them; after the last the execution goes on in another state.',
  lanes: run.lanes,
});
const failed = run.events.filter(
  ({ type }) => type === 'LambdaFunctionFailed',
);
const scheduled = run.events.filter(
  ({ type }) => type === 'LambdaFunctionScheduled',
);
table(
  'The attempts',
  failed.map((event, i) => ({
    attempt: i + 1,
    error: (event['lambdaFunctionFailedEventDetails'] as { error: string })
      .error,
    'then waits (s)': scheduled[i + 1]
      ? Math.round(scheduled[i + 1]!.timestamp - event.timestamp)
      : '–',
  })),
);
console.log(JSON.stringify(run.output).slice(0, 60));
const waits = failed
  .slice(0, -1)
  .map((event, i) =>
    Math.round(scheduled[i + 1]!.timestamp - event.timestamp),
  );
check('the first retrier waits 1, then 2', waits[0] === 1 && waits[1] === 2);
check('the second has a count and a wait of its own', waits[2] === 5);
check(
  'the fourth error is caught',
  calls === 4 && run.status === 'SUCCEEDED',
);
check(
  'the input is still there, beside the error',
  JSON.stringify(run.output).startsWith(
    '{"order":17,"why":{"Error":"ErrorB"',
  ),
);
// #endregion
