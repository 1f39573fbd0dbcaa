import { AwsError, check, Cloud, days, hours } from 'desired-capacity';
import { mailer } from './mailer.starter.ts';

const cloud = new Cloud();
cloud.ses.verify('shop@example.com', 'example.edu');
const mails = cloud.sqs.createQueue('mails');
// An evening with 250 sign-ups; the sandbox has 200 mails in 24 hours.
for (let number = 0; number < 250; number += 1)
  await mails.sendMessage(`student${number}@example.edu`);

const message = {
  subject: { data: 'Welcome' },
  body: { text: { data: 'Please confirm your address.' } },
};
const sent: string[] = [];
let refused = 0;
function send(to: string): boolean {
  const destination = { toAddresses: [to] };
  try {
    cloud.ses.sendEmail({
      source: 'shop@example.com',
      destination,
      message,
    });
    sent.push(to);
    return true;
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    refused += 1;
    return false;
  }
}
cloud.process(() => mailer(mails, send));
await cloud.run(hours(1));
const first = sent.length;
await cloud.run(days(2));

const all = new Set(sent).size;
check('within an hour the quota is used', first === 200, `${first} are sent`);
check('in two days all mails are sent', all === 250, `${all} of 250 are`);
check('none is sent twice', sent.length === all);
check(
  'SES is asked in vain once a minute at most',
  refused <= 24 * 60 + 1,
  `${refused} times`,
);
