import { minutes, type Limit, type Price } from '../sim/index.ts';
import {
  fifoRequests,
  sqsFifoLimits,
  sqsLimits,
  standardRequests,
  type Queue,
} from '../sim/services/sqs/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';
import { accepted, group, refuses, trial } from './trial.ts';

const GUIDE = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/';
const API = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/';

interface QueueType {
  fifo: boolean;
  limits: Readonly<Record<string, Limit>>;
  price: Price;
}
type Row = ComparisonRow<QueueType>;

/** A limit that both types have, or that one has and the other has not. */
function limit(name: keyof typeof sqsFifoLimits): Row {
  const { name: label, source } = sqsFifoLimits[name];
  return { label, source, cell: ({ limits }) => limits[name] };
}

/** What short polls bring, one message after the other, each deleted. */
async function drain(queue: Queue): Promise<string[]> {
  const bodies: string[] = [];
  while (queue.approximateNumberOfMessages > 0) {
    for (const { body, receiptHandle } of await queue.receiveMessage()) {
      bodies.push(body);
      queue.deleteMessage(receiptHandle);
    }
  }
  return bodies;
}

const order: Row = {
  label: 'The messages of a group come in the order in which they were sent',
  source: `${GUIDE}sqs-queue-types.html`,
  async cell({ fifo }) {
    const { queue } = trial(fifo);
    const sent = Array.from({ length: 100 }, (_, i) => String(i));
    for (const body of sent) queue.sendMessage(body, group);
    return (await drain(queue)).join() === sent.join();
  },
};

const blocked: Row = {
  label: 'A message in flight holds up those behind it in its group',
  source: `${GUIDE}FIFO-queues-understanding-logic.html`,
  async cell({ fifo }) {
    const { queue } = trial(fifo);
    for (const body of ['first', 'second']) queue.sendMessage(body, group);
    await queue.receiveMessage({ waitTimeSeconds: 1 });
    return (await queue.receiveMessage({ waitTimeSeconds: 1 })).length === 0;
  },
};

const duplicates: Row = {
  label: 'The same message, sent twice, comes once',
  source: `${GUIDE}FIFO-queues-exactly-once-processing.html`,
  async cell({ fifo }) {
    const { queue } = trial(fifo);
    for (const body of ['same', 'same']) queue.sendMessage(body, group);
    return (await drain(queue)).length === 1;
  },
};

const redelivery: Row = {
  label: 'A message that nobody deletes comes again',
  source: `${GUIDE}sqs-visibility-timeout.html`,
  async cell({ fifo }) {
    const { cloud, queue } = trial(fifo);
    queue.sendMessage('job', group);
    await queue.receiveMessage({ waitTimeSeconds: 1 });
    await cloud.run(queue.attributes.visibilityTimeout);
    return (await queue.receiveMessage({ waitTimeSeconds: 1 })).length === 1;
  },
};

const lateDelete: Row = {
  label: 'A delete after the visibility timeout is refused',
  source: `${API}API_DeleteMessage.html`,
  async cell({ fifo }) {
    const { cloud, queue } = trial(fifo);
    queue.sendMessage('job', group);
    const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
    await cloud.run(queue.attributes.visibilityTimeout);
    return refuses(() => queue.deleteMessage(message!.receiptHandle));
  },
};

const overLimit: Row = {
  label: 'With that many in flight, a short poll fails',
  source: `${GUIDE}quotas-queues.html`,
  cell({ fifo }) {
    const { queue } = trial(fifo, {}, { inFlightMessages: 1, hosts: 1 });
    for (const messageGroupId of ['a', 'b']) queue.sendMessage(messageGroupId, { messageGroupId });
    queue.receiveMessage();
    return refuses(() => queue.receiveMessage());
  },
};

const retentionAnew: Row = {
  label: 'Its retention begins anew in a dead-letter queue',
  source: `${GUIDE}setting-up-dead-letter-queue-retention.html`,
  async cell({ fifo }) {
    const { cloud, create, queue } = trial(fifo, { visibilityTimeout: 0 }, { hosts: 1 });
    const dead = create('dead', { messageRetentionPeriod: minutes(5) });
    queue.setQueueAttributes({
      redrivePolicy: { deadLetterTargetArn: dead.arn, maxReceiveCount: 1 },
    });
    queue.sendMessage('job', group);
    await cloud.run(minutes(4));
    for (let i = 0; i < 2; i++) await queue.receiveMessage();
    await cloud.run(minutes(4));
    return dead.approximateNumberOfMessages === 1;
  },
};

const rows: Row[] = [
  order,
  blocked,
  duplicates,
  limit('deduplicationInterval'),
  redelivery,
  lateDelete,
  {
    label: 'Sends that it accepts, of 1,000 within a second',
    source: `${GUIDE}quotas-messages.html`,
    cell({ fifo }) {
      const { queue } = trial(fifo);
      return accepted(1000, (i) => queue.sendMessage(String(i), group));
    },
  },
  {
    label: 'Batches of ten that it accepts, of 1,000 within a second',
    source: `${GUIDE}quotas-messages.html`,
    cell({ fifo }) {
      const { queue } = trial(fifo);
      return accepted(1000, (i) =>
        queue.sendMessageBatch(
          Array.from({ length: 10 }, (_, j) => ({ id: `${j}`, messageBody: `${i} ${j}`, ...group })),
        ),
      );
    },
  },
  limit('inFlightMessages'),
  overLimit,
  {
    label: 'A message may do without a group',
    source: `${API}API_SendMessage.html`,
    cell: ({ fifo }) => !refuses(() => trial(fifo).queue.sendMessage('job')),
  },
  {
    label: 'A message may bring a delay of its own',
    source: `${GUIDE}sqs-message-timers.html`,
    cell: ({ fifo }) => !refuses(() => trial(fifo).queue.sendMessage('job', { ...group, delaySeconds: 10 })),
  },
  {
    label: 'A receive can be repeated by its attempt id',
    source: `${API}API_ReceiveMessage.html`,
    cell: ({ fifo }) => !refuses(() => trial(fifo).queue.receiveMessage({ receiveRequestAttemptId: 'once' })),
  },
  retentionAnew,
  {
    label: 'A million requests cost, in US dollars',
    source: standardRequests.source,
    cell: ({ price: { tiers } }) => (tiers[0]!.usd * 1e6) / tiers[0]!.per,
  },
];

/** Standard queues beside FIFO queues. */
export const queueTypes: Comparison<QueueType> = {
  caption: 'Standard and FIFO queues',
  columns: [
    { name: 'Standard', subject: { fifo: false, limits: sqsLimits, price: standardRequests } },
    { name: 'FIFO', subject: { fifo: true, limits: sqsFifoLimits, price: fifoRequests } },
  ],
  rows,
};
