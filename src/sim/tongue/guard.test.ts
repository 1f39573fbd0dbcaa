import { expect, test } from 'vitest';
import { Cloud } from '../index.ts';

test('a guard is asked about what comes from outside, and about nothing that services do themselves', async () => {
  const cloud = new Cloud({ iam: true });
  const asked: string[] = [];
  const { guard } = cloud.world;
  cloud.world.guard = {
    current: undefined,
    admit: (request, act) => {
      asked.push(`${request.service} ${request.operation}`);
      return guard!.admit(request, act);
    },
    admitDelivery: () => {},
  };
  const { QueueUrl } = await cloud.send('sqs', 'CreateQueue', { QueueName: 'q' });
  await cloud.call('sqs', 'SendMessage', { QueueUrl, MessageBody: 'x' });
  expect(asked).toEqual(['sqs CreateQueue']);
});

test('the guard answers when the request arrives, not when it is sent', async () => {
  const cloud = new Cloud({ iam: true, requestLatency: { mean: 10, sd: 0 } });
  cloud.iam.createUser({ userName: 'ana' });
  const call = cloud.as('arn:aws:iam::123456789012:user/ana').send('sqs', 'CreateQueue', { QueueName: 'q' });
  await cloud.run(1);
  const policyDocument = JSON.stringify({
    Version: '2012-10-17',
    Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
  });
  cloud.iam.putUserPolicy({ userName: 'ana', policyName: 'all', policyDocument });
  await expect(call).resolves.toMatchObject({});
});
