import {
  CreateRoleCommand,
  CreateUserCommand,
  EntityAlreadyExistsException,
  GetRoleCommand,
  IAMClient,
  MalformedPolicyDocumentException,
  NoSuchEntityException,
  paginateListUsers,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';
import { ACCOUNT, policy, trust } from '../../../testing/iam.ts';

const region = 'us-east-1';

test('the real client of IAM makes a role, pages through users, and knows IAM’s errors', async () => {
  const cloud = new Cloud({ iam: true });
  const client = connect(new IAMClient({ region }), cloud);
  for (const UserName of ['a', 'b', 'c']) await client.send(new CreateUserCommand({ UserName }));
  const names: string[] = [];
  for await (const page of paginateListUsers({ client, pageSize: 2 }, {}))
    names.push(...page.Users!.map(({ UserName }) => UserName!));
  expect(names).toEqual(['a', 'b', 'c']);
  await expect(client.send(new CreateUserCommand({ UserName: 'a' }))).rejects.toBeInstanceOf(EntityAlreadyExistsException); // prettier-ignore
  await expect(client.send(new GetRoleCommand({ RoleName: 'r' }))).rejects.toBeInstanceOf(
    NoSuchEntityException,
  );
  const bad = new CreateRoleCommand({ RoleName: 'r', AssumeRolePolicyDocument: '{}' });
  await expect(client.send(bad)).rejects.toBeInstanceOf(MalformedPolicyDocumentException);
});

test('the real client of STS takes a role, and another client works with what it got', async () => {
  const cloud = new Cloud({ iam: true });
  const iam = connect(new IAMClient({ region }), cloud);
  const { User } = await iam.send(new CreateUserCommand({ UserName: 'ana' }));
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName: 'app', AssumeRolePolicyDocument: trust({ AWS: User!.Arn }) })); // prettier-ignore
  await iam.send(new PutRolePolicyCommand({ RoleName: 'app', PolicyName: 'p', PolicyDocument: policy('Allow', 'sqs:ListQueues') })); // prettier-ignore
  const sts = connect(new STSClient({ region }), cloud.as(User!));
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({ RoleArn: Role!.Arn, RoleSessionName: 'ana' }),
  );
  const app = cloud.as(Credentials!);
  const who = await connect(new STSClient({ region }), app).send(new GetCallerIdentityCommand({}));
  expect(who.Arn).toBe(`arn:aws:sts::${ACCOUNT}:assumed-role/app/ana`);
  await connect(new SQSClient({ region }), app).send(new ListQueuesCommand({}));
  const refused = connect(new IAMClient({ region }), app).send(new GetRoleCommand({ RoleName: 'app' }));
  await expect(refused).rejects.toMatchObject({ name: 'AccessDenied', message: expect.stringContaining('iam:GetRole') as string }); // prettier-ignore
});
