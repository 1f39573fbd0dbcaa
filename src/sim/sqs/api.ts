import { operationsOf, type Api } from '../cloud/api.ts';
import { integer, list, map, notModelled, required, text } from '../cloud/shape.ts';
import { readAttributes, writeAttributes } from './api/attributes.ts';
import { messageAttributes, systemNames, writeMessage, type ApiMessage } from './api/message.ts';
import { pageOf } from './api/page.ts';
import { queueAt } from './api/queue-url.ts';
import { sqsError } from './errors.ts';
import { md5Of, md5OfAttributes } from './md5.ts';
import type { Sqs } from './sqs.ts';

const op = operationsOf<Sqs>();

/** What a queue of either type takes with a message. */
const toSend = {
  MessageBody: required(text),
  DelaySeconds: integer,
  MessageAttributes: messageAttributes,
};

/**
 * Amazon SQS in AWS's own tongue.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
const operations = {
  ChangeMessageVisibility: op(
    { QueueUrl: required(text), ReceiptHandle: required(text), VisibilityTimeout: required(integer) },
    (sqs, { queueUrl, receiptHandle, visibilityTimeout }) => {
      queueAt(sqs, queueUrl).changeMessageVisibility(receiptHandle, visibilityTimeout);
      return {};
    },
  ),

  CreateQueue: op(
    { QueueName: required(text), Attributes: map(text), tags: map(text) },
    (sqs, { queueName, attributes }) => {
      const queue = sqs.createQueue(queueName, readAttributes(attributes) as object);
      return { QueueUrl: queue.url };
    },
  ),

  DeleteMessage: op(
    { QueueUrl: required(text), ReceiptHandle: required(text) },
    (sqs, { queueUrl, receiptHandle }) => {
      queueAt(sqs, queueUrl).deleteMessage(receiptHandle);
      return {};
    },
  ),

  DeleteQueue: op({ QueueUrl: required(text) }, (sqs, { queueUrl }) => {
    queueAt(sqs, queueUrl).deleteQueue();
    return {};
  }),

  GetQueueAttributes: op(
    { QueueUrl: required(text), AttributeNames: list(text) },
    (sqs, { queueUrl, attributeNames }): { Attributes?: Record<string, string> } => {
      const status = queueAt(sqs, queueUrl).getQueueAttributes().take();
      const Attributes = writeAttributes(status, attributeNames);
      return Attributes ? { Attributes } : {};
    },
  ),

  GetQueueUrl: op(
    { QueueName: required(text), QueueOwnerAWSAccountId: text },
    (sqs, { queueName, queueOwnerAWSAccountId: owner }) => {
      if (owner !== undefined && owner !== sqs.region.world.account) {
        throw sqsError('QueueDoesNotExist', 'The specified queue does not exist.');
      }
      return { QueueUrl: sqs.getQueueUrl(queueName) };
    },
  ),

  ListDeadLetterSourceQueues: op(
    { QueueUrl: required(text), MaxResults: integer, NextToken: text },
    (sqs, { queueUrl, ...page }) => {
      const { urls = [], ...more } = pageOf(sqs.listDeadLetterSourceQueues(queueAt(sqs, queueUrl)), page);
      // With a small letter: so AWS's own model of the service has it.
      return { queueUrls: urls, ...more };
    },
  ),

  ListQueues: op(
    { QueueNamePrefix: text, MaxResults: integer, NextToken: text },
    (sqs, { queueNamePrefix, ...page }): { QueueUrls?: string[]; NextToken?: string } => {
      sqs.requests.add(1);
      const { urls, ...more } = pageOf(sqs.sorted(queueNamePrefix), page);
      return urls ? { QueueUrls: urls, ...more } : more;
    },
  ),

  PurgeQueue: op({ QueueUrl: required(text) }, (sqs, { queueUrl }) => {
    queueAt(sqs, queueUrl).purgeQueue();
    return {};
  }),

  ReceiveMessage: op(
    {
      QueueUrl: required(text),
      AttributeNames: list(text),
      MessageSystemAttributeNames: list(text),
      MessageAttributeNames: list(text),
      MaxNumberOfMessages: integer,
      VisibilityTimeout: integer,
      WaitTimeSeconds: integer,
      ReceiveRequestAttemptId: notModelled(text, 'receive request attempts'),
    },
    function* (
      sqs,
      { queueUrl, attributeNames, messageSystemAttributeNames, messageAttributeNames, ...options },
    ) {
      const system = systemNames({ attributeNames, messageSystemAttributeNames });
      const messages = yield* queueAt(sqs, queueUrl).receiveMessage(options);
      const answer: { Messages?: ApiMessage[] } = {};
      if (messages.length > 0) {
        answer.Messages = messages.map((message) => writeMessage(message, system, messageAttributeNames));
      }
      return answer;
    },
  ),

  SendMessage: op({ QueueUrl: required(text), ...toSend }, (sqs, { queueUrl, messageBody, ...options }) => {
    const { messageId } = queueAt(sqs, queueUrl).sendMessage(messageBody, options).take();
    const { messageAttributes } = options;
    return {
      MessageId: messageId,
      MD5OfMessageBody: md5Of(messageBody),
      ...(messageAttributes && { MD5OfMessageAttributes: md5OfAttributes(messageAttributes) }),
    };
  }),

  SetQueueAttributes: op(
    { QueueUrl: required(text), Attributes: required(map(text)) },
    (sqs, { queueUrl, attributes }) => {
      queueAt(sqs, queueUrl).setQueueAttributes(readAttributes(attributes));
      return {};
    },
  ),
} as const;

/** The table that `cloud.send('sqs', …)` goes by. */
export const sqsApi = {
  title: 'Amazon SQS',
  serviceId: 'SQS',
  operations,
  notModelled: [
    'AddPermission',
    'CancelMessageMoveTask',
    'ChangeMessageVisibilityBatch',
    'DeleteMessageBatch',
    'ListMessageMoveTasks',
    'ListQueueTags',
    'RemovePermission',
    'SendMessageBatch',
    'StartMessageMoveTask',
    'TagQueue',
    'UntagQueue',
  ],
  missing: (parameter) =>
    sqsError('MissingParameter', `The request must contain the parameter ${parameter}.`),
} satisfies Api<Sqs, typeof operations>;
