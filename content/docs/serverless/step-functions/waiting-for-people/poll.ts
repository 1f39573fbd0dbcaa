import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const every = 60; // knob look every: 10..600 step 10 unit seconds

const cloud = new Cloud();
// #region an export that takes three hours; whoever asks gets its status
const { stateMachineArn } = cloud.sfn.createStateMachine({
  name: 'export',
  roleArn: 'arn:aws:iam::123456789012:role/export',
  definition: JSON.stringify({
    StartAt: 'W',
    States: { W: { Type: 'Wait', Seconds: hours(3), End: true } },
  }),
});
const is = (Next: string, ...names: string[]) =>
  names.map((StringEquals) => ({
    Variable: '$.job.Status',
    StringEquals,
    Next,
  }));
const start = {
  Type: 'Task',
  Resource: 'arn:aws:states:::states:startExecution',
  Parameters: { StateMachineArn: stateMachineArn },
};
const look = {
  Type: 'Task',
  Resource: 'arn:aws:states:::aws-sdk:sfn:describeExecution',
  Parameters: { 'ExecutionArn.$': '$.ExecutionArn' },
  ResultPath: '$.job',
};
// #endregion
const polling = cloud.sfn.machine('polling', {
  StartAt: 'Start',
  States: {
    Start: { ...start, Next: 'Wait' },
    Wait: { Type: 'Wait', Seconds: every, Next: 'Look' },
    Look: { ...look, Next: 'Done?' },
    'Done?': {
      Type: 'Choice',
      Choices: is('Done', 'SUCCEEDED'),
      Default: 'Wait',
    },
    Done: { Type: 'Succeed' },
  },
});
const sync = 'arn:aws:states:::states:startExecution.sync:2';
const waiting = cloud.sfn.machine('waiting', {
  StartAt: 'Run',
  States: { Run: { ...start, Resource: sync, End: true } },
});
// #region both, the table and the checks
const done = polling.start();
const synced = waiting.start();
await cloud.run(hours(4));
const states = ({ events }: typeof done) =>
  events.filter(({ type }) => type.endsWith('StateEntered')).length;
table('An export of three hours', [
  {
    way: 'look again and again',
    'states entered': states(done),
    'done after (minutes)': Math.round(done.duration / minutes(1)),
  },
  {
    way: '.sync:2',
    'states entered': states(synced),
    'done after (minutes)': Math.round(synced.duration / minutes(1)),
  },
]);
check('polling enters hundreds of states', states(done) > 500);
check('.sync enters one', states(synced) === 1);
check('and is told at once', Math.abs(synced.duration - hours(3)) < 1);
// #endregion
