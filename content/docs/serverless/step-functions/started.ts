import { check, Cloud, hours, table } from 'desired-capacity';

// #region a machine of one state, and a role that may start it
const cloud = new Cloud();
const welcome = cloud.sfn.machine('welcome', {
  StartAt: 'Done',
  States: { Done: { Type: 'Succeed' } },
});
const roleArn = 'arn:aws:iam::123456789012:role/starts-welcome';
// #endregion

// By hand.
welcome.start({ from: 'a person' });

// By an event on a bus.
// #region a rule that leads to the machine
cloud.eventbridge.putRule({
  name: 'signed-up',
  eventPattern: '{"source":["shop"]}',
});
cloud.eventbridge.putTargets({
  rule: 'signed-up',
  targets: [{ id: 'welcome', arn: welcome.arn, roleArn }],
});
// #endregion
cloud.eventbridge.putEvents({
  entries: [
    { source: 'shop', detailType: 'Signed up', detail: '{"from":"a bus"}' },
  ],
});

// By a schedule.
cloud.scheduler.createSchedule({
  name: 'every-hour',
  scheduleExpression: 'rate(1 hour)',
  flexibleTimeWindow: { mode: 'OFF' },
  target: { arn: welcome.arn, roleArn, input: '{"from":"a schedule"}' },
});

// By a function, with the SDK.
// #region a function that starts it
cloud.lambda.createFunction({
  functionName: 'hello',
  code: () => () =>
    cloud.send('sfn', 'StartExecution', {
      stateMachineArn: welcome.arn,
      input: '{"from":"a function"}',
    }),
});
// #endregion
void cloud.send('lambda', 'Invoke', { FunctionName: 'hello' });

await cloud.run(hours(1.5));
// #region the table and the checks
const starts = [...welcome.executions.values()].map(
  ({ input, startDate, status }) => {
    const { from, detail } = input as {
      from?: string;
      detail?: { from: string };
    };
    return {
      'started by': from ?? detail!.from,
      at: startDate.toISOString().slice(11, 19),
      status,
    };
  },
);
table('The executions of one machine', starts);
const by = new Set(starts.map((row) => row['started by']));
for (const who of ['a person', 'a bus', 'a schedule', 'a function'])
  check(`${who} has started it`, by.has(who));
// #endregion
