import { check, Cloud, minutes, table } from 'desired-capacity';

const poisoned = 2; // knob 0..5

// A worker environment: no visitors, a queue. A daemon on each instance posts
// each message to the application.
const cloud = new Cloud();
const works = new Map<string, number>();
const shop = cloud.elasticbeanstalk.application('shop').version('v1', {
  demand: () => 0.2,
  respond: ({ body }) => {
    works.set(String(body), (works.get(String(body)) ?? 0) + 1);
    return { status: String(body).startsWith('bad') ? 500 : 200 };
  },
});
const mail = shop.environment('shop-mail', {
  tier: 'Worker',
  options: {
    'aws:autoscaling:asg': { MinSize: 2, MaxSize: 2 },
    'aws:elasticbeanstalk:sqsd': { MaxRetries: 5, HttpConnections: 10 },
  },
});
await mail.until('Ready');

// #region a hundred letters, some of which the application cannot stand
const QueueUrl = mail.queueUrl!;
const send = (MessageBody: string) => cloud.send('sqs', 'SendMessage', { QueueUrl, MessageBody }); // prettier-ignore
for (let i = 0; i < 100; i++) await send(`${i < poisoned ? 'bad' : 'letter'} ${i}`); // prettier-ignore
await cloud.run(minutes(3));
const count = async (url: string) => {
  const AttributeNames = ['ApproximateNumberOfMessages' as const];
  const { Attributes } = await cloud.send('sqs', 'GetQueueAttributes', { QueueUrl: url, AttributeNames }); // prettier-ignore
  return Number(Attributes!['ApproximateNumberOfMessages']);
};
const left = await count(QueueUrl);
const dead = await count(mail.deadLetterUrl!);
const tries = [...works].filter(([body]) => body.startsWith('bad')).map(([, n]) => n); // prettier-ignore
table('A hundred letters, three minutes later', [
  { what: 'worked off', letters: works.size - tries.length },
  { what: 'still in the queue', letters: left },
  { what: 'in the dead-letter queue', letters: dead },
]);
// #endregion
check('the letters are worked off', works.size === 100 && left === 0);
check('what fails five times is put aside', dead === poisoned && tries.every((n) => n === 5)); // prettier-ignore
