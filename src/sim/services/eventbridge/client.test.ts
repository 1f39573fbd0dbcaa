import {
  CreateEventBusCommand,
  EventBridgeClient,
  InvalidEventPatternException,
  PutEventsCommand,
  PutRuleCommand,
  PutTargetsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { expect, test } from 'vitest';
import { connect } from '../../index.ts';
import { bodies, oneHost, openQueue } from '../../../testing/messaging.ts';

test('the real client of EventBridge makes a bus and a rule, and puts an event', async () => {
  const cloud = oneHost();
  const queue = openQueue(cloud, 'q', 'events');
  const client = connect(new EventBridgeClient({ region: 'us-east-1' }), cloud);
  await client.send(new CreateEventBusCommand({ Name: 'b' }));
  const EventPattern = JSON.stringify({ source: ['shop'] });
  await client.send(new PutRuleCommand({ Name: 'r', EventBusName: 'b', EventPattern }));
  const Targets = [{ Id: 't', Arn: queue.arn, InputPath: '$.detail' }];
  await client.send(new PutTargetsCommand({ Rule: 'r', EventBusName: 'b', Targets }));
  const Entries = [
    { EventBusName: 'b', Source: 'shop', DetailType: 't', Detail: '{"n":1}', Time: new Date(0) },
  ];
  expect(await client.send(new PutEventsCommand({ Entries }))).toMatchObject({ FailedEntryCount: 0 });
  await cloud.run(1);
  expect(await bodies(queue)).toEqual(['{"n":1}']);
});

test('its errors are those of the real client', async () => {
  const client = connect(new EventBridgeClient({ region: 'us-east-1' }), oneHost());
  await expect(
    client.send(new PutRuleCommand({ Name: 'r', EventBusName: 'none', EventPattern: '{"a":["b"]}' })),
  ).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(client.send(new PutRuleCommand({ Name: 'r', EventPattern: '{}' }))).rejects.toBeInstanceOf(
    InvalidEventPatternException,
  );
});
