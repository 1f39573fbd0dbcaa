import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
// #region two functions: one mails, one sends a text message through SNS
const phone = '+4915112345678';
const mailbox: string[] = [];
type Event = { Input: { email: string; phone: string; message: string } };
cloud.lambda.createFunction({
  functionName: 'email_reminder_lambda',
  code: () => (event: Event) => mailbox.push(event.Input.message),
});
cloud.lambda.createFunction({
  functionName: 'sms_reminder_lambda',
  code: () =>
    function* (event: Event) {
      const { phone: PhoneNumber, message: Message } = event.Input;
      yield* cloud.send('sns', 'Publish', { PhoneNumber, Message });
      return 'Success!';
    },
});
const call = (FunctionName: string) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName, Payload: { 'Input.$': '$' } },
});
const mail = call('email_reminder_lambda');
const text = call('sms_reminder_lambda');
// #endregion
const has = (field: string, none: string) => ({
  Not: { Variable: `$.${field}`, StringEquals: none },
});
const email = has('email', 'NO_EMAIL');
const sms = has('phone', 'NO_PHONE');
const petCuddle = cloud.sfn.machine('PetCuddleOTron', {
  StartAt: 'Timer',
  States: {
    Timer: { Type: 'Wait', SecondsPath: '$.waitSeconds', Next: 'Choice' },
    Choice: {
      Type: 'Choice',
      Choices: [
        { And: [email, sms], Next: 'EmailAndSms' },
        { ...email, Next: 'EmailOnly' },
      ],
      Default: 'SMSOnly',
    },
    // #region what the three do
    EmailOnly: { ...mail, Next: 'NextState' },
    SMSOnly: { ...text, Next: 'NextState' },
    EmailAndSms: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Email', States: { Email: { ...mail, End: true } } },
        { StartAt: 'Sms', States: { Sms: { ...text, End: true } } },
      ],
      Next: 'NextState',
    },
    NextState: { Type: 'Pass', End: true },
    // #endregion
  },
});
// #region the three tests of the project, the table and the checks
cloud.sns.createSMSSandboxPhoneNumber({ phoneNumber: phone });
const [code] = cloud.sns.outside.received(phone);
cloud.sns.verifySMSSandboxPhoneNumber({
  phoneNumber: phone,
  oneTimePassword: /\d{6}/.exec(code!.body)![0],
});
const rows = [];
for (const [test, to] of Object.entries({
  'a phone alone': { email: 'NO_EMAIL', phone },
  'a mailbox alone': { email: 'owner@example.com', phone: 'NO_PHONE' },
  both: { email: 'owner@example.com', phone },
})) {
  const before = [mailbox.length, cloud.sns.outside.received(phone).length];
  const run = petCuddle.start({ waitSeconds: 5, message: 'Hug me', ...to });
  await cloud.run(60);
  rows.push({
    test,
    way: run.lanes
      .map(({ name }) => name)
      .find((name) => /Only|And/.test(name))!,
    mails: mailbox.length - before[0]!,
    texts: cloud.sns.outside.received(phone).length - before[1]!,
  });
}
table('Three tests', rows);
const got = rows.map(({ way, mails, texts }) => `${way} ${mails} ${texts}`);
check('no mailbox: a text message only', got[0] === 'SMSOnly 0 1');
check('no phone: a mail only', got[1] === 'EmailOnly 1 0');
check('both: both messages', got[2] === 'EmailAndSms 1 1');
// #endregion
