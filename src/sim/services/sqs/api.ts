import type { Yieldable } from '../../kernel/index.ts';
import type { Api, Operation } from '../../tongue/api.ts';
import { membersOf } from '../../tongue/schema.ts';
import { pageOf } from './api/page.ts';
import { queueAt } from './api/queue-url.ts';
import { systemNames, writeMessage } from './api/received.ts';
import { readSend, writeSent } from './api/sent.ts';
import { readAttributes, writeAttributes } from './attributes.ts';
import type { BatchResult } from './batch.ts';
import { missing } from './errors.ts';
import type { MessageMoveTaskEntry } from './message-move-task.ts';
import type { Queue } from './queue.ts';
import type { Queues } from './queues.ts';
import { schema, type Input, type Operations } from './schema.ts';
import type { MoveTask, SqsOperations } from './api/operations.ts';

type Name = keyof Operations;
type Answer<O extends Name> = SqsOperations[O][1];

/** What each operation does: takes the model's names, and answers in AWS's. */
type Calls = {
  readonly [O in Name]: (
    queues: Queues,
    input: Input<O>,
  ) => Answer<O> | Generator<Yieldable, Answer<O>, never>;
};

/** What a queue does that has nothing to answer. */
function on<I extends { queueUrl: string }>(act: (queue: Queue, input: I) => unknown) {
  return (queues: Queues, input: I): object => {
    act(queueAt(queues, input.queueUrl), input);
    return {};
  };
}

/** An empty list is not there. */
function writeBatch<R, T extends object>(
  { successful, failed }: BatchResult<R>,
  write: (entry: { readonly id: string } & R) => T,
) {
  return {
    ...(successful.length > 0 && {
      Successful: successful.map((entry) => ({ Id: entry.id, ...write(entry) })),
    }),
    ...(failed.length > 0 && {
      Failed: failed.map(({ id, senderFault, code, message }) => ({
        Id: id,
        SenderFault: senderFault,
        Code: code,
        Message: message,
      })),
    }),
  };
}

function writeTask(task: MessageMoveTaskEntry): MoveTask {
  const given = Object.entries(task).filter(([, value]) => value !== undefined);
  const named = given.map(([key, value]) => [key.charAt(0).toUpperCase() + key.slice(1), value]);
  return Object.fromEntries(named) as MoveTask;
}

const calls: Calls = {
  AddPermission: on((queue, { label, awsAccountIds, actions }) =>
    queue.addPermission(label, awsAccountIds, actions),
  ),
  CancelMessageMoveTask(queues, { taskHandle }) {
    return { ApproximateNumberOfMessagesMoved: queues.moves.cancel(taskHandle) };
  },
  ChangeMessageVisibility: on((queue, { receiptHandle, visibilityTimeout }) =>
    queue.changeMessageVisibility(receiptHandle, visibilityTimeout),
  ),
  ChangeMessageVisibilityBatch(queues, { queueUrl, entries }) {
    // AWS's model of the service does not require the timeout; the service does.
    const whole = entries.map(({ id, receiptHandle, visibilityTimeout }) => {
      if (visibilityTimeout !== undefined) return { id, receiptHandle, visibilityTimeout };
      throw missing('ChangeMessageVisibilityBatchRequestEntry.VisibilityTimeout');
    });
    const result = queueAt(queues, queueUrl).changeMessageVisibilityBatch(whole).take();
    return writeBatch(result, () => ({}));
  },
  CreateQueue(queues, { queueName, attributes, tags = {} }) {
    const set = Object.entries(readAttributes(attributes)).filter(([, value]) => value !== null);
    return { QueueUrl: queues.create(queueName, Object.fromEntries(set), {}, tags).url };
  },
  DeleteMessage: on((queue, { receiptHandle }) => queue.deleteMessage(receiptHandle)),
  DeleteMessageBatch(queues, { queueUrl, entries }) {
    const result = queueAt(queues, queueUrl).deleteMessageBatch(entries).take();
    return writeBatch(result, () => ({}));
  },
  DeleteQueue: on((queue) => queue.deleteQueue()),
  GetQueueAttributes(queues, { queueUrl, attributeNames }) {
    const status = queueAt(queues, queueUrl).getQueueAttributes().take();
    const Attributes = writeAttributes(status, attributeNames);
    return Attributes ? { Attributes } : {};
  },
  GetQueueUrl(queues, { queueName, queueOwnerAWSAccountId: owner }) {
    return { QueueUrl: queues.url(queueName, owner) };
  },
  ListDeadLetterSourceQueues(queues, { queueUrl, ...page }) {
    const sources = queueAt(queues, queueUrl).listDeadLetterSourceQueues().take();
    const { urls = [], ...more } = pageOf(sources, page);
    // With a small letter: so AWS's own model of the service has it.
    return { queueUrls: urls, ...more };
  },
  ListMessageMoveTasks(queues, { sourceArn, maxResults }) {
    const tasks = queues.moves.list(sourceArn, maxResults);
    return tasks.length > 0 ? { Results: tasks.map(writeTask) } : {};
  },
  ListQueues(queues, { queueNamePrefix, ...page }) {
    queues.billing.addOther();
    const { urls, ...more } = pageOf(queues.beginning(queueNamePrefix), page);
    return urls ? { QueueUrls: urls, ...more } : more;
  },
  ListQueueTags(queues, { queueUrl }) {
    const tags = queueAt(queues, queueUrl).listQueueTags().take();
    return Object.keys(tags).length > 0 ? { Tags: tags } : {};
  },
  PurgeQueue: on((queue) => queue.purgeQueue()),
  *ReceiveMessage(queues, { queueUrl, messageAttributeNames, ...input }) {
    const { attributeNames, messageSystemAttributeNames, ...options } = input;
    const system = systemNames({ attributeNames, messageSystemAttributeNames });
    const received = yield* queueAt(queues, queueUrl).receiveMessage(options);
    if (received.length === 0) return {};
    return { Messages: received.map((message) => writeMessage(message, system, messageAttributeNames)) };
  },
  RemovePermission: on((queue, { label }) => queue.removePermission(label)),
  SendMessage(queues, { queueUrl, ...request }) {
    const message = readSend(request);
    const { messageBody, ...options } = message;
    return writeSent(message, queueAt(queues, queueUrl).sendMessage(messageBody, options).take());
  },
  SendMessageBatch(queues, { queueUrl, entries }) {
    const messages = entries.map(({ id, ...request }) => ({ id, ...readSend(request) }));
    const byId = new Map(messages.map((message) => [message.id, message]));
    const result = queueAt(queues, queueUrl).sendMessageBatch(messages).take();
    return writeBatch(result, (sent) => writeSent(byId.get(sent.id)!, sent));
  },
  SetQueueAttributes: on((queue, { attributes }) => queue.setQueueAttributes(readAttributes(attributes))),
  StartMessageMoveTask(queues, options) {
    return { TaskHandle: queues.moves.start(options).taskHandle };
  },
  TagQueue: on((queue, { tags }) => queue.tagQueue(tags)),
  UntagQueue: on((queue, { tagKeys }) => queue.untagQueue(tagKeys)),
};

// Amazon SQS does not implement lists of values either.
for (const structure of ['MessageAttributeValue', 'MessageSystemAttributeValue']) {
  const { StringListValues, BinaryListValues } = membersOf(schema, structure, 'aws');
  for (const member of [StringListValues, BinaryListValues])
    Object.assign(member!, { notModelled: 'lists of values in a message attribute, which Amazon SQS does not implement either' }); // prettier-ignore
}

type Sqs = { readonly queues: Queues };

function operation<O extends Name>(name: O): Operation<Sqs> {
  const call = calls[name] as Calls[Name];
  return {
    input: membersOf(schema, schema.operations[name][0], 'aws'),
    run: ({ queues }, input) => call(queues, input as never),
  };
}

/**
 * Amazon SQS in AWS's own tongue: what `cloud.send('sqs', …)` goes by. Inputs are checked by AWS's own model.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Operations.html
 */
export const sqsApi: Api<Sqs> = {
  title: schema.title,
  serviceId: schema.serviceId,
  operations: Object.fromEntries(Object.keys(calls).map((name) => [name, operation(name as Name)])),
  notModelled: [],
  missing,
};
