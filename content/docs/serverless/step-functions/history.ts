import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
const machine = cloud.sfn.machine('greeting', {
  StartAt: 'Rest',
  States: {
    Rest: { Type: 'Wait', Seconds: 5, Next: 'Greet' },
    Greet: { Type: 'Pass', Parameters: { 'hello.$': '$.name' }, End: true },
  },
});
const run = machine.start({ user: 'Ada' });
await run.done;

const { events } = cloud.sfn.getExecutionHistory({ executionArn: run.arn });
// #region the table and the checks
table(
  'The history of an execution',
  events.map(({ id, previousEventId, timestamp, type }) => ({
    id,
    after: previousEventId!,
    time: timestamp!.toISOString().slice(14, 19),
    event: type!,
  })),
);
console.log(run.error, run.cause);
const last = events.at(-1)!.executionFailedEventDetails!;
check('the execution has failed', run.status === 'FAILED');
check('its history says in which state', last.cause!.includes("'Greet'"));
check('and what that state got', last.cause!.includes('{"user":"Ada"}'));
check('each event has a number, without a gap', events.every(({ id }, i) => id === i + 1)); // prettier-ignore
// #endregion
