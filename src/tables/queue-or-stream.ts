import { Cloud, hours, type Limit } from '../sim/index.ts';
import { eventBridgeLimits } from '../sim/services/eventbridge/index.ts';
import { kinesisLimits } from '../sim/services/kinesis/index.ts';
import { sqsFifoLimits, sqsLimits } from '../sim/services/sqs/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

const SQS = 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html';
const KINESIS = 'https://docs.aws.amazon.com/streams/latest/dev/introduction.html';
const CHOOSE =
  'https://docs.aws.amazon.com/decision-guides/latest/sns-or-sqs-or-eventbridge/sns-or-sqs-or-eventbridge.html';

/** A reader: what it gets when it asks. */
type Reader = () => Promise<string[]>;

/** Something that carries items from those who have them to those who want them. */
interface Carrier {
  retention: Limit | undefined;
  batch: Limit;
  size: Limit;
  open(cloud: Cloud): { put(text: string): void; reader(name: string): Reader };
}
type Row = ComparisonRow<Carrier>;

const still = { requestLatency: { mean: 0, sd: 0 } };

/** Everything that a queue gives now; deleted, as a consumer does. */
function emptied(queue: ReturnType<Cloud['sqs']['createQueue']>): Reader {
  return async () => {
    const all: string[] = [];
    for (;;) {
      const messages = await queue.receiveMessage({ maxNumberOfMessages: 10, waitTimeSeconds: 1 });
      if (messages.length === 0) return all;
      for (const { body, receiptHandle } of messages) {
        all.push(body);
        queue.deleteMessage(receiptHandle);
      }
    }
  };
}

function queueOf(fifo: boolean): Carrier['open'] {
  return (cloud) => {
    const queue = fifo
      ? cloud.sqs.createQueue('q.fifo', { fifoQueue: true, contentBasedDeduplication: true })
      : cloud.sqs.createQueue('q');
    return {
      put: (text) => void queue.sendMessage(text, fifo ? { messageGroupId: 'a' } : {}),
      reader: () => emptied(queue),
    };
  };
}

const stream: Carrier['open'] = (cloud) => {
  const one = cloud.kinesis.stream('s');
  return {
    put: (text) => void one.putRecord('a', text),
    reader: () => async () => {
      await cloud.run(1);
      const { records } = one.reader(one.shards[0]!.shardId).next();
      return records.map(({ data }) => new TextDecoder().decode(data));
    },
  };
};

/** A reader of a bus is a rule, with a queue as its target. */
const bus: Carrier['open'] = (cloud) => ({
  put: (detailType) =>
    void cloud.eventbridge.putEvents({ entries: [{ source: 'shop', detailType, detail: '{}' }] }),
  reader: (name) => {
    const eventPattern = JSON.stringify({ source: ['shop'] });
    const { ruleArn } = cloud.eventbridge.putRule({ name, eventPattern });
    const policy = JSON.stringify({
      Statement: {
        Effect: 'Allow',
        Principal: { Service: 'events.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: cloud.arn('sqs', name),
        Condition: { ArnEquals: { 'aws:SourceArn': ruleArn } },
      },
    });
    const queue = cloud.sqs.createQueue(name, { policy });
    cloud.eventbridge.putTargets({ rule: name, targets: [{ id: 't', arn: queue.arn }] });
    const read = emptied(queue);
    return async () =>
      (await read()).map((body) => (JSON.parse(body) as { 'detail-type': string })['detail-type']);
  },
});

const rows: Row[] = [
  {
    label: 'Two readers both get every item',
    source: KINESIS,
    async cell({ open }) {
      const cloud = new Cloud(still);
      const { put, reader } = open(cloud);
      const readers = [reader('one'), reader('two')];
      for (let i = 0; i < 20; i++) put(`item ${i}`);
      const got = [await readers[0]!(), await readers[1]!()];
      return got.every((items) => items.length === 20);
    },
  },
  {
    label: 'A reader that is added an hour later gets what was put before',
    source: CHOOSE,
    async cell({ open }) {
      const cloud = new Cloud(still);
      const { put, reader } = open(cloud);
      put('item');
      await cloud.run(hours(1));
      return (await reader('late')()).length === 1;
    },
  },
  {
    label: 'A reader can read again what it has read',
    source: KINESIS,
    async cell({ open }) {
      const cloud = new Cloud(still);
      const { put, reader } = open(cloud);
      const read = reader('one');
      put('item');
      await read();
      return (await read()).length === 1;
    },
  },
  { label: 'It keeps an item for', source: SQS, cell: ({ retention }) => retention },
  { label: 'Largest item, or request of several', source: CHOOSE, cell: ({ size }) => size },
  { label: 'Items of one request', source: CHOOSE, cell: ({ batch }) => batch },
];

/** Queues, a stream and a bus beside each other. */
export const queueOrStream: Comparison<Carrier> = {
  caption: 'Queue, stream or bus',
  columns: [
    {
      name: 'SQS standard',
      subject: {
        retention: sqsLimits.messageRetentionPeriod,
        batch: sqsLimits.batchEntries,
        size: sqsLimits.maximumMessageSize,
        open: queueOf(false),
      },
    },
    {
      name: 'SQS FIFO',
      subject: {
        retention: sqsFifoLimits.messageRetentionPeriod,
        batch: sqsFifoLimits.batchEntries,
        size: sqsFifoLimits.maximumMessageSize,
        open: queueOf(true),
      },
    },
    {
      name: 'Kinesis',
      subject: {
        retention: kinesisLimits.retention,
        batch: kinesisLimits.putRecords,
        size: kinesisLimits.recordSize,
        open: stream,
      },
    },
    {
      name: 'EventBridge',
      subject: {
        retention: undefined,
        batch: eventBridgeLimits.entries,
        size: eventBridgeLimits.entrySize,
        open: bus,
      },
    },
  ],
  rows,
};
