import { check, Cloud, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from './topic.ts';

const cloud = new Cloud();
cloud.sns.model.smsSandbox = false; // Texting to any number is allowed.
const topicArn = createTopic(cloud, 'order-failed');
const repairs = subscribeQueue(cloud, topicArn, 'repairs');

// Three who hear of it otherwise.
const admin = 'admin@example.com';
const onCall = '+4915112345678';
const newcomer = 'newcomer@example.com';
for (const endpoint of [admin, newcomer])
  cloud.sns.subscribe({ topicArn, protocol: 'email', endpoint });
cloud.sns.subscribe({ topicArn, protocol: 'sms', endpoint: onCall });
await cloud.run(1);

// The administrator clicks on the link in the mail that asks for it.
// The newcomer has not read the mail yet.
const [asked] = cloud.sns.outside.received(admin);
const { Token: token } = JSON.parse(asked!.body) as { Token: string };
cloud.sns.confirmSubscription({ topicArn, token });

const published = cloud.now;
cloud.sns.publish({ topicArn, message: 'Order 4711 has failed' });
await cloud.run(1);

// #region what has arrived, and the checks
const outside = (endpoint: string) =>
  cloud.sns.outside
    .received(endpoint)
    .filter(({ type }) => type === 'Notification');
const work = await repairs.receiveMessage({ waitTimeSeconds: 1 });
table('Who got what', [
  { subscriber: 'queue', copies: work.length },
  { subscriber: 'administrator, by e-mail', copies: outside(admin).length },
  { subscriber: 'engineer on call, by text', copies: outside(onCall).length },
  { subscriber: 'newcomer, by e-mail', copies: outside(newcomer).length },
]);
const [mail, text] = [outside(admin), outside(onCall)];
check(
  'one publish reaches a queue, a mailbox and a phone',
  work.length === 1 && mail.length === 1 && text.length === 1,
);
check(
  'it reaches them at once, and together',
  mail[0]!.at - published < 0.1 && text[0]!.at === mail[0]!.at,
);
check('who has not confirmed gets nothing', outside(newcomer).length === 0);
// #endregion
