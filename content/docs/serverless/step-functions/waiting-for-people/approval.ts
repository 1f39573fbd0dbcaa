import { check, Cloud, days, hours, table, timeline } from 'desired-capacity';

const answersAfter = hours(30); // knob the manager answers after: 1..96

const cloud = new Cloud();
const desk = cloud.sqs.createQueue('managers-desk');
const refunds = cloud.sfn.machine('refunds', {
  StartAt: 'Ask the manager',
  States: {
    'Ask the manager': {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Parameters: {
        QueueUrl: desk.url,
        MessageBody: { 'amount.$': '$.amount', 'token.$': '$$.Task.Token' },
      },
      TimeoutSeconds: days(3),
      Catch: [{ ErrorEquals: ['States.Timeout'], Next: 'Too late' }],
      Next: 'Pay',
    },
    Pay: { Type: 'Pass', End: true },
    'Too late': { Type: 'Pass', End: true },
  },
});
// #region the manager
let refused = '';
cloud.process(function* manager() {
  const [message] = yield* desk.receiveMessage({ waitTimeSeconds: 20 });
  const { token } = JSON.parse(message!.body) as { token: string };
  desk.deleteMessage(message!.receiptHandle);
  yield answersAfter;
  try {
    cloud.sfn.sendTaskSuccess({ taskToken: token, output: '{"ok":true}' });
  } catch (error) {
    refused = (error as Error).name;
  }
});
// #endregion
const refund = refunds.start({ amount: 180 });
// #region five days, the picture, the table and the checks
await cloud.run(days(5));
timeline({
  title: 'A refund waits for its manager',
  description:
    'One long span: the state waits from the question to the answer, or until its timeout. What follows takes no time.',
  lanes: refund.lanes,
});
table('The refund', [
  {
    'went on to': refund.lanes.at(-1)!.name,
    'waited (hours)': Math.round(refund.duration / 3600),
    'the answer was': refused || 'taken',
  },
]);
const bill = cloud.meter.bill({ freeTier: false });
const transitions = bill.find(({ item }) => item === 'state transitions')!;
check(
  'it waits for the answer, whenever it comes',
  Math.round(refund.duration) === answersAfter,
);
check('and goes on with it', refund.lanes.at(-1)!.name === 'Pay');
check('two transitions, however long it takes', transitions.quantity === 2);
// #endregion
