import { operationsOf } from '../../../tongue/api.ts';
import { integer, list, required, text } from '../../../tongue/shape.ts';
import type { Sqs } from '../sqs.ts';
import { queueAt } from './queue-url.ts';
import { systemNames, writeMessage, type ApiMessage } from './received.ts';
import { readSend, toSend, writeSent } from './sent.ts';

const op = operationsOf<Sqs>();

/** The operations on single messages. */
export const messages = {
  ChangeMessageVisibility: op(
    { QueueUrl: required(text), ReceiptHandle: required(text), VisibilityTimeout: required(integer) },
    (sqs, { queueUrl, receiptHandle, visibilityTimeout }) => {
      queueAt(sqs, queueUrl).changeMessageVisibility(receiptHandle, visibilityTimeout);
      return {};
    },
  ),

  DeleteMessage: op(
    { QueueUrl: required(text), ReceiptHandle: required(text) },
    (sqs, { queueUrl, receiptHandle }) => {
      queueAt(sqs, queueUrl).deleteMessage(receiptHandle);
      return {};
    },
  ),

  ReceiveMessage: op(
    {
      QueueUrl: required(text),
      AttributeNames: list(text),
      MessageSystemAttributeNames: list(text),
      MessageAttributeNames: list(text),
      MaxNumberOfMessages: integer,
      VisibilityTimeout: integer,
      WaitTimeSeconds: integer,
      ReceiveRequestAttemptId: text,
    },
    function* (
      sqs,
      { queueUrl, attributeNames, messageSystemAttributeNames, messageAttributeNames, ...options },
    ) {
      const system = systemNames({ attributeNames, messageSystemAttributeNames });
      const received = yield* queueAt(sqs, queueUrl).receiveMessage(options);
      const answer: { Messages?: ApiMessage[] } = {};
      if (received.length > 0) {
        answer.Messages = received.map((message) => writeMessage(message, system, messageAttributeNames));
      }
      return answer;
    },
  ),

  SendMessage: op({ QueueUrl: required(text), ...toSend }, (sqs, { queueUrl, ...request }) => {
    const message = readSend(request);
    const { messageBody, ...options } = message;
    const result = queueAt(sqs, queueUrl).sendMessage(messageBody, options).take();
    return writeSent(message, result);
  }),
};
