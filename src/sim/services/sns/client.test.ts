import {
  CreateTopicCommand,
  GetTopicAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  paginateListTopics,
  PublishBatchCommand,
  PublishCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { connect } from '../../index.ts';
import { bodies, oneHost, openQueue } from '../../../testing/messaging.ts';

test('the real client of SNS makes a topic, subscribes and publishes', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q');
  const client = connect(new SNSClient({ region: 'us-east-1' }), cloud);
  const { TopicArn } = await client.send(new CreateTopicCommand({ Name: 't' }));
  const Attributes = { RawMessageDelivery: 'true' };
  await client.send(new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: queue.arn, Attributes }));
  const { MessageId } = await client.send(new PublishCommand({ TopicArn, Message: 'one' }));
  expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  const PublishBatchRequestEntries = [{ Id: 'a', Message: 'two' }];
  const { Successful } = await client.send(new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries }));
  expect(Successful).toMatchObject([{ Id: 'a' }]);
  await cloud.run(1);
  expect((await bodies(queue)).sort()).toEqual(['one', 'two']);
});

test('its errors are those of the real client', async () => {
  const client = connect(new SNSClient({ region: 'us-east-1' }), oneHost());
  const TopicArn = 'arn:aws:sns:us-east-1:123456789012:nowhere';
  await expect(client.send(new GetTopicAttributesCommand({ TopicArn }))).rejects.toBeInstanceOf(
    NotFoundException,
  );
  await expect(client.send(new PublishCommand({ TopicArn, Message: '' }))).rejects.toBeInstanceOf(
    InvalidParameterException,
  );
});

test('its paginator walks through all topics', async () => {
  const cloud = oneHost();
  const client = connect(new SNSClient({ region: 'us-east-1' }), cloud);
  for (let i = 0; i < 250; i++) cloud.sns.createTopic({ name: `t${i}` });
  const sizes: number[] = [];
  for await (const { Topics = [] } of paginateListTopics({ client }, {})) sizes.push(Topics.length);
  expect(sizes).toEqual([100, 100, 50]);
});
