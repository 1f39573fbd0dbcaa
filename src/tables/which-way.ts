import { Cloud, hours, type Limit } from '../sim/index.ts';
import { eventBridgeLimits } from '../sim/services/eventbridge/index.ts';
import { kinesisLimits } from '../sim/services/kinesis/index.ts';
import { snsLimits } from '../sim/services/sns/index.ts';
import { sqsLimits, type Queue } from '../sim/services/sqs/index.ts';
import type { Comparison, Finding } from './comparison.ts';

type Bodies = () => Promise<string[]>;

/** One way between applications, with what a probe does to it. */
interface Way {
  readonly label: string;
  readonly source: string;
  /** The row of its largest message; undefined where the simulator has none. */
  readonly largest?: Limit;
  /** Sends four messages between two readers who are there and one who comes an hour later. */
  play(cloud: Cloud): Promise<{ first: string[]; second: string[]; late: string[]; again: string[] }>;
}

const sent = ['1', '2', '3', '4'];

/** A queue into which services may deliver. */
function inbox(cloud: Cloud, name: string): Queue {
  const queue = cloud.sqs.createQueue(name, {}, { hosts: 1 });
  const statement = { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queue.arn };
  void queue.setQueueAttributes({ policy: JSON.stringify({ Version: '2012-10-17', Statement: statement }) });
  return queue;
}

/** What a reader of a queue gets, one message after the other: at most so many, each deleted. */
const reader =
  (queue: Queue, most = 10): Bodies =>
  async () => {
    const bodies: string[] = [];
    while (bodies.length < most) {
      const [message] = await queue.receiveMessage({ waitTimeSeconds: 1 });
      if (!message) break;
      bodies.push(message.body);
      await queue.deleteMessage(message.receiptHandle);
    }
    return bodies;
  };

/** Queues are inboxes of parties: publish, and a third party comes later. */
async function fanOut(cloud: Cloud, add: (queue: Queue) => void, publish: (body: string) => unknown) {
  const [first, second, late] = ['first', 'second', 'late'].map((name) => inbox(cloud, name));
  add(first!);
  add(second!);
  for (const body of sent) await publish(body);
  await cloud.run(hours(1));
  add(late!);
  await cloud.run(60);
  const read = await reader(first!)();
  return {
    first: read,
    second: await reader(second!)(),
    late: await reader(late!)(),
    again: await reader(first!)(),
  };
}

const ways: readonly Way[] = [
  {
    label: 'Queue (SQS)',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/welcome.html',
    largest: sqsLimits.maximumMessageSize,
    async play(cloud) {
      const queue = inbox(cloud, 'queue');
      for (const body of sent) await queue.sendMessage(body);
      const first = await reader(queue, 2)();
      const second = await reader(queue, 1)();
      await cloud.run(hours(1));
      return { first, second, late: await reader(queue)(), again: await reader(queue)() };
    },
  },
  {
    label: 'Topic (SNS)',
    source: 'https://docs.aws.amazon.com/sns/latest/dg/welcome.html',
    largest: snsLimits.messageSize,
    play(cloud) {
      const { topicArn = '' } = cloud.sns.createTopic({ name: 'topic' });
      const add = ({ arn: endpoint }: Queue) => cloud.sns.subscribe({ topicArn, protocol: 'sqs', endpoint });
      return fanOut(cloud, add, (message) => cloud.sns.publish({ topicArn, message }));
    },
  },
  {
    label: 'Bus (EventBridge)',
    source: 'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-what-is.html',
    largest: eventBridgeLimits.entrySize,
    play(cloud) {
      const add = ({ arn, name }: Queue) => {
        cloud.eventbridge.putRule({ name, eventPattern: '{"source":["shop"]}' });
        cloud.eventbridge.putTargets({ rule: name, targets: [{ id: name, arn }] });
      };
      const entry = { source: 'shop', detailType: 'order' };
      return fanOut(cloud, add, (n) =>
        cloud.eventbridge.putEvents({ entries: [{ ...entry, detail: JSON.stringify({ n }) }] }),
      );
    },
  },
  {
    label: 'Stream (Kinesis)',
    source: 'https://docs.aws.amazon.com/streams/latest/dev/introduction.html',
    largest: kinesisLimits.recordSize,
    async play(cloud) {
      const streamName = 'stream';
      cloud.kinesis.createStream({ streamName, shardCount: 1 });
      await cloud.run(60);
      for (const body of sent)
        await cloud.kinesis.putRecord({
          streamName,
          data: new TextEncoder().encode(body),
          partitionKey: 'a',
        });
      await cloud.run(5);
      const read: Bodies = async () => {
        const from = {
          streamName,
          shardId: 'shardId-000000000000',
          shardIteratorType: 'TRIM_HORIZON',
        } as const;
        const { shardIterator = '' } = await cloud.kinesis.getShardIterator(from);
        const { records } = await cloud.kinesis.getRecords({ shardIterator });
        return records.map(({ data }) => new TextDecoder().decode(data));
      };
      const [first, second] = [await read(), await read()];
      await cloud.run(hours(1));
      return { first, second, late: await read(), again: await read() };
    },
  },
  {
    label: 'Broker’s queue (Amazon MQ)',
    source: 'https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/welcome.html',
    async play(cloud) {
      const made = { brokerName: 'b', engineType: 'ACTIVEMQ', deploymentMode: 'SINGLE_INSTANCE' } as const;
      cloud.mq.createBroker({ ...made, hostInstanceType: 'mq.m5.large', publiclyAccessible: false });
      const connection = await cloud.mq.broker('b').connect();
      for (const body of sent) await connection.send('q', body);
      const read = async (most: number) => {
        const consumer = connection.consume('q', { prefetch: 0, mode: 'AUTO_ACKNOWLEDGE' });
        const bodies: string[] = [];
        while (bodies.length < most) {
          const message = await consumer.receive(1);
          if (!message) break;
          bodies.push(message.body);
        }
        consumer.close();
        return bodies;
      };
      const [first, second] = [await read(2), await read(1)];
      await cloud.run(hours(1));
      return { first, second, late: await read(10), again: await read(10) };
    },
  },
];

/** What is asked of each. */
type Question = (way: Way) => Finding | Promise<Finding>;

const played =
  (see: (result: Awaited<ReturnType<Way['play']>>) => boolean): Question =>
  async (way) =>
    see(await way.play(new Cloud()));

/** Five ways between applications, and what became of four messages on each. */
export const whichWay: Comparison<Question> = {
  caption: 'Four messages on five ways',
  rowsAre: 'Way',
  columns: [
    {
      name: 'Each reader gets all',
      subject: played(({ first, second }) => first.length === 4 && second.length === 4),
    },
    { name: 'Waits for a late reader', subject: played(({ late }) => late.length > 0) },
    { name: 'Read again', subject: played(({ again }) => again.length > 0) },
    { name: 'Largest message', subject: ({ largest }) => largest },
  ],
  rows: ways.map((way) => ({ label: way.label, source: way.source, cell: (question) => question(way) })),
};
