import {
  GetWorkflowExecutionHistoryCommand,
  PollForActivityTaskCommand,
  PollForDecisionTaskCommand,
  RecordActivityTaskHeartbeatCommand,
  RegisterActivityTypeCommand,
  RegisterDomainCommand,
  RegisterWorkflowTypeCommand,
  RespondActivityTaskCompletedCommand,
  RespondDecisionTaskCompletedCommand,
  StartWorkflowExecutionCommand,
  SWFClient,
  UnknownResourceFault,
} from '@aws-sdk/client-swf';
import { expect, test } from 'vitest';
import { Cloud, connect, minutes } from '../../index.ts';

test('the real client of Amazon SWF registers, starts, decides, works and reads the history', async () => {
  const cloud = new Cloud();
  const client = connect(new SWFClient({ region: 'us-east-1' }), cloud);
  const domain = 'bank';
  await client.send(new RegisterDomainCommand({ name: domain, workflowExecutionRetentionPeriodInDays: '7' }));
  await client.send(
    new RegisterWorkflowTypeCommand({
      ...{ domain, name: 'loan', version: '1', defaultChildPolicy: 'TERMINATE' },
      ...{ defaultTaskStartToCloseTimeout: '60', defaultExecutionStartToCloseTimeout: '86400' },
      defaultTaskList: { name: 'decisions' },
    }),
  );
  await client.send(
    new RegisterActivityTypeCommand({
      ...{ domain, name: 'review', version: '1', defaultTaskList: { name: 'clerks' } },
      ...{ defaultTaskScheduleToStartTimeout: 'NONE', defaultTaskScheduleToCloseTimeout: 'NONE' },
      ...{ defaultTaskStartToCloseTimeout: 'NONE', defaultTaskHeartbeatTimeout: '60' },
    }),
  );
  const workflowType = { name: 'loan', version: '1' };
  const { runId } = await client.send(
    new StartWorkflowExecutionCommand({ domain, workflowId: 'loan-1', workflowType, input: '5000' }),
  );
  const decisions = new PollForDecisionTaskCommand({ domain, taskList: { name: 'decisions' } });
  const first = await client.send(decisions);
  expect(first.events!.map(({ eventType }) => eventType)).toEqual([
    ...['WorkflowExecutionStarted', 'DecisionTaskScheduled', 'DecisionTaskStarted'],
  ]);
  await client.send(
    new RespondDecisionTaskCompletedCommand({
      taskToken: first.taskToken,
      decisions: [
        {
          decisionType: 'ScheduleActivityTask',
          scheduleActivityTaskDecisionAttributes: {
            ...{ activityId: 'review', activityType: { name: 'review', version: '1' }, input: '5000' },
          },
        },
      ],
    }),
  );
  const activities = new PollForActivityTaskCommand({ domain, taskList: { name: 'clerks' } });
  const { taskToken, input } = await client.send(activities);
  expect(input).toBe('5000');
  expect(await client.send(new RecordActivityTaskHeartbeatCommand({ taskToken }))).toMatchObject({
    cancelRequested: false,
  });
  await client.send(new RespondActivityTaskCompletedCommand({ taskToken, result: 'good' }));
  const again = new RespondActivityTaskCompletedCommand({ taskToken, result: 'good' });
  await expect(client.send(again)).rejects.toBeInstanceOf(UnknownResourceFault);
  const second = await client.send(decisions);
  expect(second.previousStartedEventId).toBe(first.startedEventId);
  await client.send(
    new RespondDecisionTaskCompletedCommand({
      taskToken: second.taskToken,
      decisions: [{ decisionType: 'CompleteWorkflowExecution' }],
    }),
  );
  const execution = { workflowId: 'loan-1', runId };
  const { events } = await client.send(new GetWorkflowExecutionHistoryCommand({ domain, execution }));
  expect(events!.at(-1)!.eventType).toBe('WorkflowExecutionCompleted');
  expect((await client.send(activities)).taskToken).toBeUndefined();
  expect(cloud.now).toBeGreaterThanOrEqual(minutes(1));
});
