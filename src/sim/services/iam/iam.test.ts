import { expect, test } from 'vitest';
import { Cloud } from '../../index.ts';

const EC2 = JSON.stringify({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
});

const allow = (Action: string | string[], Resource = '*') =>
  JSON.stringify({ Version: '2012-10-17', Statement: { Effect: 'Allow', Action, Resource } });

test('IAM is the same in every Region, and another in every account', () => {
  const cloud = new Cloud();
  cloud.iam.createUser({ userName: 'ana' });
  expect(cloud.region('eu-west-1').iam.listUsers().users).toHaveLength(1);
  expect(cloud.inAccount('222222222222').iam.listUsers().users).toEqual([]);
});

test('a role may what its policies allow, and nothing else', async () => {
  const cloud = new Cloud({ iam: true });
  const jobs = cloud.sqs.createQueue('jobs');
  const { role } = cloud.iam.createRole({ roleName: 'app', assumeRolePolicyDocument: EC2 });
  cloud.iam.putRolePolicy({
    roleName: 'app',
    policyName: 'send',
    policyDocument: allow('sqs:SendMessage', jobs.arn),
  });
  const app = cloud.as(role);
  await app.send('sqs', 'SendMessage', { QueueUrl: jobs.url, MessageBody: 'hello' });
  await expect(async () => app.send('sqs', 'ReceiveMessage', { QueueUrl: jobs.url })).rejects.toMatchObject({
    name: 'AccessDenied',
    message:
      'User: arn:aws:sts::123456789012:assumed-role/app/session is not authorized to perform: sqs:ReceiveMessage on resource: arn:aws:sqs:us-east-1:123456789012:jobs because no identity-based policy allows the sqs:ReceiveMessage action',
    $metadata: { httpStatusCode: 403 },
  });
});

test('without iam nobody is asked', async () => {
  const cloud = new Cloud();
  expect(() => cloud.as('arn:aws:iam::123456789012:user/ana')).toThrow(TypeError);
  await cloud.send('sqs', 'CreateQueue', { QueueName: 'q' });
});
