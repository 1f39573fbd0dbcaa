import { check, Cloud, table } from 'desired-capacity';

const cloud = new Cloud();
cloud.ses.verify('shop@example.com');
cloud.ses.grantProductionAccess({ max24HourSend: 50_000, maxSendRate: 14 });
cloud.ses.outside.answer('gone@example.org', 'hardBounce');
cloud.ses.outside.answer('cross@example.org', 'complaint');

// #region a topic for the feedback, and a queue behind it
const feedback = cloud.sqs.createQueue('feedback');
const { topicArn } = cloud.sns.createTopic({ name: 'mail-feedback' });
await feedback.setQueueAttributes({
  policy: JSON.stringify({
    Version: '2012-10-17',
    Statement: {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: feedback.arn,
    },
  }),
});
cloud.sns.subscribe({
  topicArn: topicArn!,
  protocol: 'sqs',
  endpoint: feedback.arn,
  attributes: { RawMessageDelivery: 'true' },
});
// #endregion
for (const notificationType of ['Bounce', 'Complaint', 'Delivery'])
  cloud.ses.setIdentityNotificationTopic({
    identity: 'shop@example.com',
    notificationType,
    snsTopic: topicArn!,
  });
// #region sends an offer
const sendOffer = (to: string, round: number) =>
  cloud.ses.sendEmail({
    source: 'shop@example.com',
    destination: { toAddresses: [to] },
    message: {
      subject: { data: `Offer ${round}` },
      body: { text: { data: 'Only today.' } },
    },
  });
// #endregion
const people = ['fine', 'gone', 'cross'].map((name) => `${name}@example.org`);
for (const round of [1, 2]) {
  for (const to of people) sendOffer(to, round);
  await cloud.run(120);
}

// #region what came back, and the checks
interface Notice {
  notificationType: string;
  mail: { destination: string[] };
  bounce?: { bounceSubType: string };
}
const notices: Notice[] = [];
for (;;) {
  const messages = await feedback.receiveMessage({
    maxNumberOfMessages: 10,
    waitTimeSeconds: 1,
  });
  if (messages.length === 0) break;
  for (const { body, receiptHandle } of messages) {
    notices.push(JSON.parse(body) as Notice);
    await feedback.deleteMessage(receiptHandle);
  }
}
const told = (to: string) =>
  notices
    .filter(({ mail }) => mail.destination.includes(to))
    .map(({ notificationType, bounce }) =>
      bounce
        ? `${notificationType} (${bounce.bounceSubType})`
        : notificationType,
    );
table(
  'Two mails to each of three people',
  people.map((to) => ({
    recipient: to.split('@')[0]!,
    'mails in the mailbox': cloud.ses.outside.received(to).length,
    feedback: told(to).sort().join(', '),
  })),
);
const list = cloud.ses.suppressionList.map(
  ({ emailAddress }) => emailAddress,
);
check(
  'a bounce and a complaint put an address on the suppression list',
  list.length === 2 && !list.includes('fine@example.org'),
);
check(
  'who complained gets no second mail',
  cloud.ses.outside.received('cross@example.org').length === 1,
);
// #endregion
