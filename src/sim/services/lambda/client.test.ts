import {
  CreateAliasCommand,
  CreateFunctionCommand,
  GetFunctionCommand,
  InvokeCommand,
  LambdaClient,
  ListFunctionsCommand,
  PublishVersionCommand,
  ResourceNotFoundException,
  TooManyRequestsException,
} from '@aws-sdk/client-lambda';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';
import { zipOf } from './index.ts';

test('the real client makes and calls a function', async () => {
  const cloud = new Cloud();
  const client = connect(new LambdaClient({ region: 'us-east-1' }), cloud);
  const made = await client.send(
    new CreateFunctionCommand({
      FunctionName: 'echo',
      Role: 'arn:aws:iam::123456789012:role/r',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipOf(() => (event) => event) },
    }),
  );
  expect(made).toMatchObject({
    State: 'Pending',
    FunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:echo',
  });
  const answer = await client.send(new InvokeCommand({ FunctionName: 'echo', Payload: '{"a":1}' }));
  expect(answer).toMatchObject({ StatusCode: 200, ExecutedVersion: '$LATEST' });
  expect(answer.FunctionError).toBeUndefined();
  expect(answer.Payload!.transformToString()).toBe('{"a":1}');
  cloud.lambda.model.concurrentExecutions = 0;
  const throttled = client.send(new InvokeCommand({ FunctionName: 'echo' }));
  await expect(throttled).rejects.toBeInstanceOf(TooManyRequestsException);
  await expect(throttled).rejects.toMatchObject({ Reason: expect.any(String) as string });
});

test('the real client publishes, names and lists', async () => {
  const cloud = new Cloud();
  const client = connect(new LambdaClient({ region: 'us-east-1' }), cloud);
  cloud.lambda.createFunction({ functionName: 'f', code: () => () => 'hello' });
  const { Version } = await client.send(new PublishVersionCommand({ FunctionName: 'f' }));
  expect(Version).toBe('1');
  await client.send(new CreateAliasCommand({ FunctionName: 'f', Name: 'live', FunctionVersion: '1' }));
  const answer = await client.send(new InvokeCommand({ FunctionName: 'f', Qualifier: 'live' }));
  expect(answer).toMatchObject({ ExecutedVersion: '1', StatusCode: 200 });
  const { Functions } = await client.send(new ListFunctionsCommand({ FunctionVersion: 'ALL' }));
  expect(Functions!.map((one) => one.Version)).toEqual(['$LATEST', '1']);
  const missing = client.send(new GetFunctionCommand({ FunctionName: 'g' }));
  await expect(missing).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(missing).rejects.toMatchObject({ Type: 'User', name: 'ResourceNotFoundException' });
});

test('a handler with a real client of another service, made outside of it', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('q');
  cloud.lambda.createFunction({
    functionName: 'sender',
    environment: { variables: { QUEUE_URL: queue.url } },
    code: () => {
      const sqs = connect(new SQSClient({ region: 'us-east-1' }), cloud);
      return async (event: { text: string }, context) => {
        const QueueUrl = context.environment['QUEUE_URL'];
        const { MessageId } = await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: event.text }));
        return MessageId !== undefined;
      };
    },
  });
  expect((await cloud.lambda.run('sender', { text: 'hello' })).value).toBe(true);
  expect((await queue.receiveMessage()).map(({ body }) => body)).toEqual(['hello']);
});
