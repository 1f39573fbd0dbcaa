import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ExecutionAlreadyExists,
  GetExecutionHistoryCommand,
  InvalidDefinition,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
  StartSyncExecutionCommand,
  TaskTimedOut,
  TestStateCommand,
} from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { Cloud, connect } from '../../index.ts';

const roleArn = 'arn:aws:iam::123456789012:role/r';

test('the real client creates a machine, starts it, answers its token and reads its history', async () => {
  const cloud = new Cloud();
  const queue = cloud.sqs.createQueue('q');
  const client = connect(new SFNClient({ region: 'us-east-1' }), cloud);
  const definition = JSON.stringify({
    StartAt: 'Ask',
    States: {
      Ask: {
        Type: 'Task',
        Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
        Parameters: { QueueUrl: queue.url, MessageBody: { 'token.$': '$$.Task.Token' } },
        End: true,
      },
    },
  });
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({ name: 'm', definition, roleArn }),
  );
  const start = { stateMachineArn, name: 'n', input: '{}' };
  const { executionArn } = await client.send(new StartExecutionCommand(start));
  // The same name and input again, while it runs.
  expect((await client.send(new StartExecutionCommand(start))).executionArn).toBe(executionArn);
  const [message] = await queue.receiveMessage({ waitTimeSeconds: 20 });
  const { token: taskToken } = JSON.parse(message!.body) as { token: string };
  await client.send(new SendTaskSuccessCommand({ taskToken, output: '{"ok":true}' }));
  const described = await client.send(new DescribeExecutionCommand({ executionArn }));
  expect(described).toMatchObject({
    status: 'SUCCEEDED',
    output: '{"ok":true}',
    startDate: expect.any(Date) as Date,
  });
  const { events } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events!.map(({ type }) => type)).toEqual([
    'ExecutionStarted',
    'TaskStateEntered',
    'TaskScheduled',
    'TaskStarted',
    'TaskSubmitted',
    'TaskSucceeded',
    'TaskStateExited',
    'ExecutionSucceeded',
  ]);
  expect(events![4]!.taskSubmittedEventDetails).toMatchObject({ resourceType: 'sqs', outputDetails: { truncated: false } }); // prettier-ignore
  await expect(client.send(new StartExecutionCommand(start))).rejects.toBeInstanceOf(ExecutionAlreadyExists);
  await expect(client.send(new SendTaskSuccessCommand({ taskToken, output: '1' }))).rejects.toBeInstanceOf(TaskTimedOut); // prettier-ignore
});

test('the real client runs an Express machine synchronously, and tests a state', async () => {
  const cloud = new Cloud();
  const client = connect(new SFNClient({ region: 'us-east-1' }), cloud);
  const definition = JSON.stringify({
    StartAt: 'Twice',
    QueryLanguage: 'JSONata',
    States: { Twice: { Type: 'Pass', Output: '{% $states.input.n * 2 %}', End: true } },
  });
  const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'm', type: 'EXPRESS', definition, roleArn })); // prettier-ignore
  const answer = await client.send(new StartSyncExecutionCommand({ stateMachineArn, input: '{"n":21}' }));
  expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '42' });
  const state = JSON.stringify({ Type: 'Pass', Result: 7, ResultPath: '$.seven', Next: 'More' });
  const tested = await client.send(new TestStateCommand({ definition: state, input: '{"n":1}' }));
  expect(tested).toMatchObject({ status: 'SUCCEEDED', nextState: 'More', output: '{"n":1,"seven":7}' });
  await expect(
    client.send(new CreateStateMachineCommand({ name: 'x', definition: '{}', roleArn })),
  ).rejects.toBeInstanceOf(InvalidDefinition);
});
