import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud(); // A new account: it is in the SMS sandbox.
const { sns } = cloud;
const [verified, stranger] = ['+4915112345678', '+4915187654321'];
const american = '+12065550100';

// AWS texts a code to each number that is added; who has it, verifies.
for (const phoneNumber of [verified, american]) {
  sns.createSMSSandboxPhoneNumber({ phoneNumber });
  const [sms] = sns.outside.received(phoneNumber);
  const oneTimePassword = /\d{6}/.exec(sms!.body)![0];
  sns.verifySMSSandboxPhoneNumber({ phoneNumber, oneTimePassword });
}

// No topic, no subscription: a text straight to a number.
const rows = [];
for (const phoneNumber of [verified, stranger, american]) {
  const { messageId } = sns.publish({ phoneNumber, message: 'Disk full' });
  await cloud.run(1);
  const texts = sns.outside
    .received(phoneNumber)
    .filter(({ type }) => type === 'Notification').length;
  rows.push({ phoneNumber, answered: messageId !== undefined, texts });
}

// #region the table and the checks
table('Three texts', rows);
const [first, second, third] = rows;
check('a verified number gets the text', first!.texts === 1);
check(
  'a number that is not verified gets none, and no error says so',
  second!.texts === 0 && second!.answered,
);
check(
  'in the United States a verified number is not enough',
  third!.texts === 0,
);
// #endregion
