import { check, Cloud, table } from 'desired-capacity';

const language = 'JSONata'; // knob 'JSONata' | 'JSONPath'

const { sfn } = new Cloud();
// #region the same state in both languages
const inBoth = {
  JSONata: { Arguments: { QueueName: '{% $states.input.queue %}' } },
  JSONPath: { Parameters: { 'QueueName.$': '$.queue' } },
};
// #endregion
const machine = sfn.machine('find-the-queue', {
  QueryLanguage: language,
  StartAt: 'Find',
  States: {
    Find: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:sqs:getQueueUrl',
      ...inBoth[language],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Nothing found' }],
      End: true,
    },
    'Nothing found': { Type: 'Pass', End: true },
  },
});
const run = await machine.start({ name: 'jobs' }).done;
// #region the table and the checks
const failed = run.events.find(({ type }) =>
  /EvaluationFailed|ExecutionFailed/.test(type),
)!;
const details = Object.values(failed).at(-1) as { error: string };
table('A field that points at nothing', [
  { language, error: details.error, 'the execution': run.status },
]);
check(
  'an expression that gives nothing is an error',
  details.error === 'States.QueryEvaluationError',
);
check('and it can be caught', run.status === 'SUCCEEDED');
// #endregion
