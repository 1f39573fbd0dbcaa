import { AwsError, check, Cloud, table } from 'desired-capacity';

const shop = 'shop@example.com';
const tester = 'tester@example.com';
const customer = 'customer@example.org';

const cloud = new Cloud();
// Each address asks for itself, and its owner follows the link.
for (const address of [shop, tester]) {
  cloud.ses.verifyEmailIdentity({ emailAddress: address });
  cloud.ses.confirm(address);
}

// #region sends one mail, and says what SES answers
const message = {
  subject: { data: 'Your order' },
  body: { text: { data: 'Order 4711 is on its way.' } },
};
async function send(source: string, to: string) {
  await cloud.run(2);
  try {
    const destination = { toAddresses: [to] };
    cloud.ses.sendEmail({ source, destination, message });
    return 'taken';
  } catch (error) {
    if (error instanceof AwsError) return error.name;
    throw error;
  }
}
// #endregion
const tries = [
  [shop, tester],
  [shop, customer],
  [customer, tester],
  [shop, 'success@simulator.amazonses.com'],
] as const;
const before: string[] = [];
for (const [from, to] of tries) before.push(await send(from, to));
cloud.ses.grantProductionAccess({ max24HourSend: 50_000, maxSendRate: 14 });
const after: string[] = [];
for (const [from, to] of tries) after.push(await send(from, to));

// #region the table and the checks
await cloud.run(2);
table(
  'Who may send to whom',
  tries.map(([from, to], i) => ({
    mail: `${from.split('@')[0]} to ${to.split('@')[0]}`,
    'in the sandbox': before[i]!,
    'out of it': after[i]!,
  })),
);
check('a new account is in the sandbox', before[1] === 'MessageRejected');
check('a verified recipient gets mail in the sandbox', before[0] === 'taken');
check(
  'both addresses have to be verified',
  before[1] === 'MessageRejected' && before[2] === 'MessageRejected',
);
check(
  'out of the sandbox only the sender has to be verified',
  after[1] === 'taken' && after[2] === 'MessageRejected',
);
check(
  'the mail of the order is in its mailbox',
  cloud.ses.outside
    .received(customer)
    .some(({ subject }) => subject === 'Your order'),
);
// #endregion
