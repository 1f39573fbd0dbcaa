import { expect, test } from 'vitest';
import { Cloud } from '../sim/index.ts';
import { compare } from './comparison.ts';
import { deliveryPhases } from './delivery-phases.ts';
import { receivers } from './sns-protocols.ts';

test('queues, functions, streams, web servers, mailboxes, phones and apps may subscribe to a topic', () => {
  const cloud = new Cloud();
  const { topicArn = '' } = cloud.sns.createTopic({ name: 'topic' });
  for (const { protocol, endpoint } of receivers)
    cloud.sns.subscribe({ topicArn, protocol, endpoint: endpoint(cloud) });
  const { subscriptions = [] } = cloud.sns.listSubscriptionsByTopic({ topicArn });
  expect(subscriptions.map(({ protocol }) => protocol)).toEqual([
    'sqs',
    'lambda',
    'firehose',
    'https',
    'email',
    'sms',
    'application',
  ]);
});

test('a topic goes on for 23 days, more than 6 hours or one minute, by protocol', async () => {
  const rows = new Map((await compare(deliveryPhases)).map(({ label, cells }) => [label, cells]));
  expect(rows.get('Retries in all')).toEqual(['100,015', '50', '3']);
  expect(rows.get('Until a message is given up')).toEqual(['23.1 days', '6.7 h', '1 min']);
});
