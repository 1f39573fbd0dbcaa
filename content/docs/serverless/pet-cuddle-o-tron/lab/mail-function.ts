import { check, Cloud, table } from 'desired-capacity';
import { mail, OWNER } from './parts.ts';

const cloud = new Cloud();
mail(cloud); // Stages 1 and 2: see the other tab.

// What the state machine will hand over, one day: an address and a message.
const message = 'Your cat wants to be cuddled';
const Input = { email: OWNER, message };
const run = await cloud.lambda.run<string>('email_reminder_lambda', {
  Input,
});
const empty = await cloud.lambda.run('email_reminder_lambda', {});
await cloud.run(10);
// #region the table and the checks
const got = cloud.ses.outside.received(OWNER).at(-1);
table('The mail that has come', [
  { field: 'from', value: got?.source ?? '' },
  { field: 'to', value: got?.recipients.join() ?? '' },
  { field: 'subject', value: got?.subject ?? '' },
  { field: 'text', value: got?.text ?? '' },
]);
console.log(`The function answers: ${run.value}`);
check('it takes an address and a message', got?.recipients.join() === OWNER && got.text === message); // prettier-ignore
check('it has SES send the mail', got?.subject === 'Whiskers Commands You!');
check('without an input it fails', empty.error?.errorType === 'TypeError');
// #endregion
