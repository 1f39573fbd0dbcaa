import type * as aws from '../schema.ts';

/** A structure of which some members are always there. */
type Sure<T, K extends keyof T> = T & Required<Pick<T, K>>;

/** An operation whose enumerations are texts: the service refuses a name that it does not know. */
type Named<T, K extends keyof T> = Omit<T, K> & { [P in K]?: readonly string[] };

/** The answer to a batch: an empty list is not there. */
type Batch<T extends { Successful: unknown; Failed: unknown }> = Partial<T>;

/** A received message: its attributes are there where they were asked for. */
export type ApiMessage = Sure<aws.Message, 'MessageId' | 'ReceiptHandle' | 'MD5OfBody' | 'Body'>;

/** A move task. */
export type MoveTask = Sure<
  aws.ListMessageMoveTasksResultEntry,
  | 'Status'
  | 'SourceArn'
  | 'ApproximateNumberOfMessagesMoved'
  | 'ApproximateNumberOfMessagesToMove'
  | 'StartedTimestamp'
>;

/** What operations take and answer where AWS's own model says less than the service does. */
interface Known {
  CancelMessageMoveTask: [aws.CancelMessageMoveTaskRequest, Required<aws.CancelMessageMoveTaskResult>];
  ChangeMessageVisibilityBatch: [
    aws.ChangeMessageVisibilityBatchRequest,
    Batch<aws.ChangeMessageVisibilityBatchResult>,
  ];
  CreateQueue: [aws.CreateQueueRequest, Required<aws.CreateQueueResult>];
  DeleteMessageBatch: [aws.DeleteMessageBatchRequest, Batch<aws.DeleteMessageBatchResult>];
  GetQueueAttributes: [Named<aws.GetQueueAttributesRequest, 'AttributeNames'>, aws.GetQueueAttributesResult];
  GetQueueUrl: [aws.GetQueueUrlRequest, Required<aws.GetQueueUrlResult>];
  ListMessageMoveTasks: [aws.ListMessageMoveTasksRequest, { Results?: MoveTask[] }];
  ReceiveMessage: [
    Named<aws.ReceiveMessageRequest, 'AttributeNames' | 'MessageSystemAttributeNames'>,
    { Messages?: ApiMessage[] },
  ];
  SendMessage: [aws.SendMessageRequest, Sure<aws.SendMessageResult, 'MessageId' | 'MD5OfMessageBody'>];
  SendMessageBatch: [aws.SendMessageBatchRequest, Batch<aws.SendMessageBatchResult>];
  StartMessageMoveTask: [aws.StartMessageMoveTaskRequest, Required<aws.StartMessageMoveTaskResult>];
}

/** What each operation takes and answers, in AWS's names. */
export type SqsOperations = Omit<aws.Operations, keyof Known> & Known;
