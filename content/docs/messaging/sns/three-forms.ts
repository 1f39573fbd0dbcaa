import { check, Cloud, table } from 'desired-capacity';
import { createTopic, subscribeQueue } from './topic.ts';

const cloud = new Cloud();
cloud.sns.model.smsSandbox = false;
const topicArn = createTopic(cloud, 'order-failed');
const enveloped = subscribeQueue(cloud, topicArn, 'enveloped', {});
const raw = subscribeQueue(cloud, topicArn, 'raw', {
  RawMessageDelivery: 'true',
});
const phone = '+4915112345678';
cloud.sns.subscribe({ topicArn, protocol: 'sms', endpoint: phone });

// A text for phones, and one for all others.
cloud.sns.publish({
  topicArn,
  messageStructure: 'json',
  message: JSON.stringify({
    default: '{"order":4711,"failed":"payment"}',
    sms: 'Order 4711: payment failed',
  }),
});
await cloud.run(1);

// #region what each got, and the checks
const one = { waitTimeSeconds: 1 };
const [letter] = await enveloped.receiveMessage(one);
const [bare] = await raw.receiveMessage(one);
const [text] = cloud.sns.outside.received(phone);
const inside = JSON.parse(letter!.body) as Record<string, string>;
table('The envelope', {
  columns: ['member', 'value'],
  rows: ['Type', 'MessageId', 'TopicArn', 'Message', 'Timestamp'].map(
    (member) => [member, inside[member]!],
  ),
});
table('The message alone', [
  { receiver: 'queue, raw', got: bare!.body },
  { receiver: 'phone', got: text!.body },
]);
check(
  'a queue gets an envelope with the message in it',
  inside['Message'] === bare!.body && letter!.body !== bare!.body,
);
check(
  'raw delivery takes the envelope off',
  bare!.body.startsWith('{"order'),
);
check('each protocol may get its own text', text!.body.startsWith('Order'));
// #endregion
