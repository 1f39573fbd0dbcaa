import { AwsError, Cloud, hours, minutes, type Limit } from '../sim/index.ts';
import { kinesisLimits } from '../sim/services/kinesis/index.ts';
import { lambdaLimits } from '../sim/services/lambda/index.ts';
import { sqsLimits } from '../sim/services/sqs/index.ts';
import { amount } from './amount.ts';
import type { Comparison, Finding } from './comparison.ts';

const DG = 'https://docs.aws.amazon.com/lambda/latest/dg/';
const functionName = 'f';
const ROLE = 'arn:aws:iam::123456789012:role/caller';

/** Sends one event to the function, by one way. */
type Way = (cloud: Cloud, arn: string) => void | Promise<unknown>;

const allowed = (cloud: Cloud, service: string) =>
  void cloud.lambda.addPermission({
    functionName,
    statementId: service,
    action: 'lambda:InvokeFunction',
    principal: `${service}.amazonaws.com`,
  });

const invoke: Way = async (cloud) => {
  try {
    await cloud.lambda.invoke({ functionName });
  } catch (error) {
    if (!(error instanceof AwsError)) throw error; // a throttle
  }
};

const event: Way = (cloud) => void cloud.lambda.submit(functionName);

const sns: Way = (cloud, endpoint) => {
  allowed(cloud, 'sns');
  const { topicArn } = cloud.sns.createTopic({ name: 't' }) as { topicArn: string };
  cloud.sns.subscribe({ topicArn, protocol: 'lambda', endpoint });
  cloud.sns.publish({ topicArn, message: 'hello' });
};

const bus: Way = (cloud, arn) => {
  allowed(cloud, 'events');
  cloud.eventbridge.putRule({ name: 'r', eventPattern: '{"source":["shop"]}' });
  cloud.eventbridge.putTargets({ rule: 'r', targets: [{ id: 't', arn }] });
  cloud.eventbridge.putEvents({ entries: [{ source: 'shop', detailType: 'order', detail: '{}' }] });
};

const upload: Way = async (cloud, lambdaFunctionArn) => {
  allowed(cloud, 's3');
  const bucket = cloud.s3.bucket('uploads');
  const configuration = { lambdaFunctionArn, events: ['s3:ObjectCreated:*' as const] };
  const notificationConfiguration = { lambdaFunctionConfigurations: [configuration] };
  await cloud.s3.putBucketNotificationConfiguration({ bucket: bucket.name, notificationConfiguration });
  bucket.put('cat.jpg', 'a picture');
};

const schedule: Way = (cloud, arn) =>
  void cloud.scheduler.createSchedule({
    name: 's',
    scheduleExpression: 'at(2026-01-01T00:01:00)',
    flexibleTimeWindow: { mode: 'OFF' },
    target: { arn, roleArn: ROLE },
  });

const queue: Way = async (cloud) => {
  const one = cloud.sqs.createQueue('q');
  await cloud.lambda.createEventSourceMapping({ functionName, eventSourceArn: one.arn });
  one.sendMessage('hello');
};

const stream: Way = async (cloud) => {
  const one = cloud.kinesis.stream('s', { shardCount: 1 });
  const startingPosition = 'TRIM_HORIZON' as const;
  await cloud.lambda.createEventSourceMapping({ functionName, eventSourceArn: one.arn, startingPosition });
  one.putRecord('k', 'hello');
};

/** When a function that fails each time is tried in an hour, in seconds, for one event that comes by a way. */
async function attempts(way: Way): Promise<number[]> {
  const cloud = new Cloud();
  const times: number[] = [];
  const code = () => () => {
    times.push(cloud.now);
    throw new Error('It is broken.');
  };
  const { functionArn } = cloud.lambda.createFunction({ functionName, code });
  await way(cloud, functionArn!);
  await cloud.run(hours(1));
  return times;
}

/** Whether an event that finds no room is brought again, once there is room: somebody else runs for twenty seconds. */
async function comesAgain(way: Way): Promise<boolean> {
  const cloud = new Cloud();
  let runs = 0;
  const code = { duration: () => (runs === 1 ? 20 : 0), load: () => () => void runs++ };
  const { functionArn } = cloud.lambda.createFunction({ functionName, code, timeout: 30 });
  cloud.lambda.putFunctionConcurrency({ functionName, reservedConcurrentExecutions: 1 });
  await cloud.lambda.run(functionName);
  void cloud.lambda.run(functionName);
  await way(cloud, functionArn!);
  await cloud.run(hours(1));
  return runs > 2;
}

type Question = (way: Way) => Finding | Promise<Finding>;

const ways: { label: string; source: string; way: Way }[] = [
  {
    label: 'Invoke: the CLI, an SDK',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html',
    way: invoke,
  },
  {
    label: 'Invoke, asynchronous',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html',
    way: event,
  },
  {
    label: 'SNS',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html',
    way: sns,
  },
  {
    label: 'EventBridge',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-cloudwatchevents.html',
    way: bus,
  },
  {
    label: 'EventBridge Scheduler',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html',
    way: schedule,
  },
  {
    label: 'S3',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/with-s3.html',
    way: upload,
  },
  {
    label: 'SQS',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html',
    way: queue,
  },
  {
    label: 'Kinesis',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/kinesis-on-failure-destination.html',
    way: stream,
  },
];

/** Who tries again what a function did not do, by where the event comes from, with nothing configured. */
export const retriesBySource: Comparison<Question> = {
  caption: 'An event on which the function fails, by where it comes from',
  rowsAre: 'Source',
  columns: [
    { name: 'Attempts in an hour', subject: async (way) => (await attempts(way)).length },
    {
      name: 'The second comes after',
      async subject(way) {
        const [first, second] = await attempts(way);
        return second === undefined ? undefined : amount(Math.round(second - first!), 'seconds');
      },
    },
    { name: 'A throttle is tried again', subject: comesAgain },
  ],
  rows: ways.map(({ label, source, way }) => ({ label, source, cell: (ask) => ask(way) })),
};

/** A kind of invocation. */
interface Kind {
  way: Way;
  /** The largest event or record. */
  size: Limit;
  /** The largest batch; undefined where an event comes alone. */
  batch: Limit | undefined;
  /** Sets a destination for what fails, and sends an event, tried as few times as may be. */
  bury(cloud: Cloud, destination: string): Promise<void>;
}

const config = (cloud: Cloud, destination: string) =>
  void cloud.lambda.putFunctionEventInvokeConfig({
    functionName,
    maximumRetryAttempts: 0,
    destinationConfig: { onFailure: { destination } },
  });

const kinds: { name: string; subject: Kind }[] = [
  {
    name: 'Synchronous',
    subject: {
      way: invoke,
      size: lambdaLimits.synchronousPayload,
      batch: undefined,
      async bury(cloud, destination) {
        config(cloud, destination);
        await invoke(cloud, '');
      },
    },
  },
  {
    name: 'Asynchronous',
    subject: {
      way: event,
      size: lambdaLimits.asynchronousPayload,
      batch: undefined,
      async bury(cloud, destination) {
        config(cloud, destination);
        await event(cloud, '');
      },
    },
  },
  {
    name: 'From a queue',
    subject: {
      way: queue,
      size: sqsLimits.maximumMessageSize,
      batch: lambdaLimits.batchSize,
      async bury(cloud, destination) {
        const one = cloud.sqs.createQueue('q');
        await cloud.lambda.createEventSourceMapping({
          functionName,
          eventSourceArn: one.arn,
          destinationConfig: { onFailure: { destination } },
        });
        one.sendMessage('hello');
      },
    },
  },
  {
    name: 'From a stream',
    subject: {
      way: stream,
      size: kinesisLimits.recordSize,
      batch: lambdaLimits.streamBatchSize,
      async bury(cloud, destination) {
        const one = cloud.kinesis.stream('s', { shardCount: 1 });
        await cloud.lambda.createEventSourceMapping({
          functionName,
          eventSourceArn: one.arn,
          startingPosition: 'TRIM_HORIZON',
          maximumRetryAttempts: 0,
          destinationConfig: { onFailure: { destination } },
        });
        one.putRecord('k', 'hello');
      },
    },
  },
];

/** The kinds of invocation beside each other. */
export const invocationKinds: Comparison<Kind> = {
  caption: 'Kinds of invocation',
  columns: kinds,
  rows: [
    {
      label: 'What failed is tried again',
      source: `${DG}invocation-retries.html`,
      cell: async ({ way }) => (await attempts(way)).length > 1,
    },
    {
      label: 'Attempts in an hour, with nothing configured',
      source: `${DG}invocation-retries.html`,
      cell: async ({ way }) => (await attempts(way)).length,
    },
    {
      label: 'A failure destination takes what is given up',
      source: `${DG}invocation-async-retain-records.html`,
      async cell({ bury }) {
        const cloud = new Cloud();
        const lost = cloud.sqs.createQueue('lost');
        const code = () => () => {
          throw new Error('It is broken.');
        };
        cloud.lambda.createFunction({ functionName, code });
        try {
          await bury(cloud, lost.arn);
        } catch {
          return false;
        }
        await cloud.run(minutes(10));
        return lost.approximateNumberOfMessages > 0;
      },
    },
    {
      label: 'Largest event or record',
      source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
      cell: ({ size }) => size,
    },
    {
      label: 'Events in a batch',
      source: 'https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html',
      cell: ({ batch }) => batch,
    },
  ],
};
