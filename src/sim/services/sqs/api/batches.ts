import { operationsOf } from '../../../tongue/api.ts';
import { integer, list, required, structure, text } from '../../../tongue/shape.ts';
import type { BatchResult } from '../batch.ts';
import type { Sqs } from '../sqs.ts';
import { queueAt } from './queue-url.ts';
import { readSend, toSend, writeSent } from './sent.ts';

const op = operationsOf<Sqs>();

/** An entry that failed, as AWS answers it. */
export interface ApiFailure {
  Id: string;
  SenderFault: boolean;
  Code: string;
  Message: string;
}

/** What a batch answers: a list that is empty is not there. */
export interface ApiBatchResult<T> {
  Successful?: ({ Id: string } & T)[];
  Failed?: ApiFailure[];
}

function writeBatch<R, T extends object>(
  { successful, failed }: BatchResult<R>,
  write: (entry: { readonly id: string } & R) => T,
): ApiBatchResult<T> {
  const answer: ApiBatchResult<T> = {};
  if (successful.length > 0) {
    answer.Successful = successful.map((entry) => ({ Id: entry.id, ...write(entry) }));
  }
  if (failed.length > 0) {
    answer.Failed = failed.map(({ id, senderFault, code, message }) => ({
      Id: id,
      SenderFault: senderFault,
      Code: code,
      Message: message,
    }));
  }
  return answer;
}

const handle = { Id: required(text), ReceiptHandle: required(text) };

/** The operations on up to ten messages. */
export const batches = {
  ChangeMessageVisibilityBatch: op(
    {
      QueueUrl: required(text),
      // AWS's model of the service does not require the timeout; the service does.
      Entries: required(list(structure({ ...handle, VisibilityTimeout: required(integer) }))),
    },
    (sqs, { queueUrl, entries }) =>
      writeBatch(queueAt(sqs, queueUrl).changeMessageVisibilityBatch(entries).take(), () => ({})),
  ),

  DeleteMessageBatch: op(
    { QueueUrl: required(text), Entries: required(list(structure(handle))) },
    (sqs, { queueUrl, entries }) =>
      writeBatch(queueAt(sqs, queueUrl).deleteMessageBatch(entries).take(), () => ({})),
  ),

  SendMessageBatch: op(
    { QueueUrl: required(text), Entries: required(list(structure({ Id: required(text), ...toSend }))) },
    (sqs, { queueUrl, entries }) => {
      const messages = entries.map(({ id, ...request }) => ({ id, ...readSend(request) }));
      const byId = new Map(messages.map((message) => [message.id, message]));
      const result = queueAt(sqs, queueUrl).sendMessageBatch(messages).take();
      return writeBatch(result, (sent) => writeSent(byId.get(sent.id)!, sent));
    },
  ),
};
