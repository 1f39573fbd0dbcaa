/** Amazon SQS: standard and FIFO queues. */
export type { QueueAttributeChanges, QueueAttributes, QueueStatus } from './attributes.ts';
export type {
  BatchFailure,
  BatchResult,
  ChangeMessageVisibilityBatchEntry,
  DeleteMessageBatchEntry,
} from './batch.ts';
export { md5OfAttributes, md5OfBody } from './digest.ts';
export { sqsErrors, type SqsErrorName } from './errors.ts';
export { highThroughputCallsPerSecond, sqsFifoLimits, sqsLimits } from './limits.ts';
export type { MessageAttributes, MessageAttributeValue } from './message-attributes.ts';
export {
  type MessageMoveOptions,
  type MessageMoveStatus,
  MessageMoveTask,
  type MessageMoveTaskEntry,
} from './message-move-task.ts';
export type {
  Message,
  MessageSystemAttributes,
  ReceiveMessageOptions,
  SendMessageOptions,
  SendMessageResult,
} from './message.ts';
export { sqsMetrics, type SqsMetricName } from './metrics.ts';
export type { QueueModel } from './model.ts';
export { fairQueueRequests, fifoRequests, standardRequests } from './prices.ts';
export { Queue } from './queue.ts';
export type { RedriveAllowPolicy, RedrivePolicy } from './redrive.ts';
export type { SendMessageBatchEntry, SendMessageBatchResult } from './operations/send.ts';
export { Sqs } from './sqs.ts';
export type { QuietCounts } from './standard-backlog.ts';
