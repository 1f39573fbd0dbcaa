import { check, Cloud, table } from 'desired-capacity';

const waitSeconds = '120'; // knob '120' | '5' | 'soon'

const cloud = new Cloud();
// #region the function of stage 2, with a mailbox in the place of SES
const mailbox: string[] = [];
cloud.lambda.createFunction({
  functionName: 'email_reminder_lambda',
  code: () => (event: { Input: { email: string; message: string } }) => {
    mailbox.push(`${event.Input.email}: ${event.Input.message}`);
    return 'Success!';
  },
});
const email = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: {
    FunctionName: 'email_reminder_lambda',
    Payload: { 'Input.$': '$' },
  },
  ResultPath: null,
  Next: 'NextState',
};
// #endregion
const timer = { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'Email' };
const petCuddle = cloud.sfn.machine('PetCuddleOTron', {
  StartAt: 'Timer',
  States: {
    Timer: timer,
    Email: email,
    NextState: { Type: 'Pass', End: true },
  },
});
// What the page in the browser sends, and what the API makes of it.
const sent = { waitSeconds, message: 'Hug me', email: 'owner@example.com' };
const converted = { ...sent, waitSeconds: Math.trunc(Number(waitSeconds)) };

const asSent = await petCuddle.start(sent).done;
const asNumber = await petCuddle.start(converted).done;
// #region the table and the checks
table('A reminder', [
  {
    'waitSeconds is': JSON.stringify(sent.waitSeconds),
    status: asSent.status,
    'waited (s)': asSent.duration,
  },
  {
    'waitSeconds is': JSON.stringify(converted.waitSeconds),
    status: asNumber.status,
    'waited (s)': Math.floor(asNumber.duration),
  },
]);
console.log(mailbox.join('\n'));
check('a text is no number of seconds', asSent.status === 'FAILED');
check(
  'as a number it waits',
  asNumber.status === 'SUCCEEDED' &&
    Math.floor(asNumber.duration) === Number(waitSeconds),
);
check('one mail has come', mailbox.length === 1);
// #endregion
