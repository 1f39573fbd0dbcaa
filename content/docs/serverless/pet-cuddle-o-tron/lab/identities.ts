import { check, Cloud, table } from 'desired-capacity';
import { OWNER, SENDER } from './parts.ts';

const cloud = new Cloud();
const rows: { verified: string; answer: string; mails: number }[] = [];
// #region a mail, what SES says to it, and whether it comes
async function tryToSend(verified: string) {
  let answer = 'sent';
  try {
    await cloud.send('ses', 'SendEmail', {
      Source: SENDER,
      Destination: { ToAddresses: [OWNER] },
      Message: {
        Subject: { Data: 'Test' },
        Body: { Text: { Data: 'Hug me' } },
      },
    });
  } catch (error) {
    answer = (error as Error).name;
  }
  await cloud.run(10);
  const all = cloud.ses.outside.received(OWNER);
  const mails = all.filter(({ subject }) => subject === 'Test').length;
  rows.push({ verified, answer, mails });
}
// #endregion
// Amazon SES asks the owner of an address, and the owner follows the link.
async function verify(address: string) {
  await cloud.send('ses', 'VerifyEmailIdentity', { EmailAddress: address });
  await cloud.run(60);
  cloud.ses.confirm(address);
}
await tryToSend('nobody');
await verify(SENDER);
await tryToSend('the sender');
await verify(OWNER);
await tryToSend('sender and receiver');
// #region the table and the checks
table('Who has to be verified', rows);
check('an unverified sender is refused', rows[0]!.answer === 'MessageRejected'); // prettier-ignore
check('in the sandbox an unverified receiver is refused too', rows[1]!.answer === 'MessageRejected'); // prettier-ignore
check('with both verified, the mail arrives', rows[2]!.answer === 'sent' && rows[2]!.mails === 1); // prettier-ignore
// #endregion
