import { Cloud, minutes } from '../sim/index.ts';
import { kinesisLimits } from '../sim/services/kinesis/index.ts';
import { lambdaLimits } from '../sim/services/lambda/index.ts';
import type { Comparison, ComparisonRow, Finding } from './comparison.ts';

const STREAMS = 'https://docs.aws.amazon.com/streams/latest/dev/';
const CONSUMERS = `${STREAMS}building-consumers.html`;
const FAN_OUT = `${STREAMS}enhanced-consumers.html`;
const EPOCH = Date.UTC(2026, 0) / 1000;
const decode = (data: Uint8Array) => new TextDecoder().decode(data);

/** A way to read a stream: begins to do so, and tells each time of put that it sees. */
interface Way {
  /** Whether readers are registered with the stream. */
  registered?: boolean;
  batch: Finding;
  begin(cloud: Cloud, name: string, seen: (putAt: number) => void): void;
}
type Row = ComparisonRow<Way>;

const streamOf = (cloud: Cloud, consumers: readonly string[] = []) =>
  cloud.kinesis.stream('s', { consumers });

/** Asks as often as five readers may who share a shard's reads. */
const polling: Way['begin'] = (cloud, _name, seen) => {
  const stream = streamOf(cloud);
  cloud.process(function* poll() {
    const reader = stream.reader(stream.shards[0]!.shardId);
    for (;;) {
      for (const { data } of reader.next().records) seen(Number(decode(data)));
      yield 1;
    }
  });
};

const fanOut: Way['begin'] = (cloud, name, seen) => {
  const stream = streamOf(cloud);
  cloud.process(function* pushed() {
    for (;;) {
      const pipe = stream.subscribe(name, stream.shards[0]!.shardId);
      while (!pipe.ended)
        for (const { data } of (yield* pipe.next())?.records ?? []) seen(Number(decode(data)));
    }
  });
};

const lambda: Way['begin'] = (cloud, name, seen) => {
  const { arn } = streamOf(cloud);
  const functionName = name;
  const code = () => (event: { Records: { kinesis: { data: string } }[] }) => {
    for (const { kinesis } of event.Records) seen(Number(atob(kinesis.data)));
  };
  cloud.lambda.createFunction({ functionName, code });
  const mapping = { functionName, eventSourceArn: arn, startingPosition: 'LATEST' as const };
  void cloud.lambda.createEventSourceMapping(mapping);
};

const firehose: Way['begin'] = (cloud, name, seen) => {
  const lake = cloud.s3.bucket(name);
  const roleARN = 'arn:aws:iam::123456789012:role/firehose';
  cloud.firehose.stream(name, {
    kinesisStreamSourceConfiguration: { kinesisStreamARN: streamOf(cloud).arn, roleARN },
    extendedS3DestinationConfiguration: { roleARN, bucketARN: lake.arn },
  });
  const known = new Set<string>();
  cloud.process(function* look() {
    for (;;) {
      for (const key of lake.keys.filter((one) => !known.has(one))) {
        known.add(key);
        for (const line of lake.text(key).trim().split('\n')) seen(Number(line));
      }
      yield 1;
    }
  });
};

/** Twenty minutes with so many readers of one way, from when they are ready; what each has seen, and how late. */
async function twentyMinutes({ begin, registered = false }: Way, readers: number) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const names = Array.from({ length: readers }, (_, i) => `reader-${i}`);
  const stream = streamOf(cloud, registered ? names : []);
  const late: number[][] = Array.from({ length: readers }, () => []);
  for (const [i, own] of late.entries()) begin(cloud, names[i]!, (at) => own.push(EPOCH + cloud.now - at));
  await cloud.run(minutes(2));
  let put = 0;
  cloud.process(function* source() {
    for (; put < 400; put++) {
      stream.putRecord('k', `${EPOCH + cloud.now}\n`);
      yield 2.03;
    }
  });
  await cloud.run(minutes(20));
  return { cloud, late };
}

const mean = (all: readonly number[]) => all.reduce((sum, one) => sum + one, 0) / all.length;

/** Dollars of these minutes with so many readers. */
async function dollars(way: Way, readers: number): Promise<number> {
  const { cloud } = await twentyMinutes(way, readers);
  return cloud.meter.bill().reduce((sum, { usd }) => sum + usd, 0);
}

const rows: Row[] = [
  {
    label: 'From the put to the reader, on average',
    source: FAN_OUT,
    unit: 'seconds',
    async cell(way) {
      const { late } = await twentyMinutes(way, 1);
      return Math.round(mean(late[0]!) * 100) / 100;
    },
  },
  {
    label: 'Five of the kind each get every record',
    source: CONSUMERS,
    async cell(way) {
      const { late } = await twentyMinutes(way, 5);
      return late.every((own) => own.length === 400);
    },
  },
  {
    label: 'It takes of the five reads a second that all who poll share',
    source: FAN_OUT,
    async cell(way) {
      const { cloud } = await twentyMinutes(way, 1);
      const reader = streamOf(cloud).reader(streamOf(cloud).shards[0]!.shardId);
      let refused = 0;
      for (let i = 0; i < 300; i++) {
        try {
          reader.next();
        } catch {
          refused++;
        }
        await cloud.run(0.2);
      }
      return refused > 0;
    },
  },
  {
    label: 'A reader more of a quiet stream, for a day',
    source: CONSUMERS,
    unit: 'USD',
    async cell(way) {
      const more = (await dollars(way, 2)) - (await dollars(way, 1));
      return Math.round(more * (1440 / 22) * 100) / 100;
    },
  },
  { label: 'Records that it has at once', source: CONSUMERS, cell: ({ batch }) => batch },
];

/** Who reads a stream, beside each other. */
export const streamConsumers: Comparison<Way> = {
  caption: 'Readers of a stream',
  columns: [
    { name: 'Polling', subject: { batch: kinesisLimits.getRecords, begin: polling } },
    { name: 'Fan-out', subject: { registered: true, batch: undefined, begin: fanOut } },
    { name: 'Lambda', subject: { batch: lambdaLimits.streamBatchSize, begin: lambda } },
    { name: 'Firehose', subject: { batch: undefined, begin: firehose } },
  ],
  rows,
};
