import { operationsOf } from '../../../tongue/api.ts';
import { integer, required, text } from '../../../tongue/shape.ts';
import type { MessageMoveTaskEntry } from '../message-move-task.ts';
import type { Sqs } from '../sqs.ts';

const op = operationsOf<Sqs>();

/** A move task as AWS answers it; when it started in milliseconds of the Unix epoch. */
export interface ApiMoveTask {
  TaskHandle?: string;
  Status: string;
  SourceArn: string;
  DestinationArn?: string;
  MaxNumberOfMessagesPerSecond?: number;
  ApproximateNumberOfMessagesMoved: number;
  ApproximateNumberOfMessagesToMove: number;
  FailureReason?: string;
  StartedTimestamp: number;
}

function writeTask(task: MessageMoveTaskEntry): ApiMoveTask {
  const named = Object.entries(task).map(([key, value]) => [
    key.charAt(0).toUpperCase() + key.slice(1),
    value,
  ]);
  return Object.fromEntries(named.filter(([, value]) => value !== undefined)) as ApiMoveTask;
}

/** The operations on moves of messages. */
export const moves = {
  CancelMessageMoveTask: op({ TaskHandle: required(text) }, (sqs, { taskHandle }) => ({
    ApproximateNumberOfMessagesMoved: sqs.cancelMessageMoveTask(taskHandle),
  })),

  ListMessageMoveTasks: op(
    { SourceArn: required(text), MaxResults: integer },
    (sqs, { sourceArn, maxResults }): { Results?: ApiMoveTask[] } => {
      const tasks = sqs.listMessageMoveTasks(sourceArn, maxResults);
      return tasks.length > 0 ? { Results: tasks.map(writeTask) } : {};
    },
  ),

  StartMessageMoveTask: op(
    { SourceArn: required(text), DestinationArn: text, MaxNumberOfMessagesPerSecond: integer },
    (sqs, options) => ({ TaskHandle: sqs.startMessageMoveTask(options).taskHandle }),
  ),
};
