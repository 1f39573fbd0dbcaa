import { check, Cloud, table } from 'desired-capacity';
import { mail, OWNER } from './parts.ts';

const wanted = 210; // knob reminders: 150..250 step 10

// A reminder every five minutes, all to one verified address.
const cloud = new Cloud();
mail(cloud);
let sent = 0;
const errors: string[] = [];
for (let n = 1; n <= wanted; n += 1) {
  const Input = { email: OWNER, message: `reminder ${n}` };
  const run = await cloud.lambda.run('email_reminder_lambda', { Input });
  if (run.error) errors.push(`${n}: ${run.error.errorMessage}`);
  else sent += 1;
  await cloud.run(300);
}
// #region the table and the checks
table('A day of reminders', [{ wanted, sent, refused: errors.length }]);
console.log(errors[0] ?? 'none was refused');
check('200 mails leave the sandbox in 24 hours', sent === 200);
check('the 201st is refused', errors[0]!.startsWith('201:'));
// #endregion
