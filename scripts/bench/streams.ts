import { Cloud } from '../../src/sim/index.ts';

/** Records a second of processor time, by what is done with them. */
export type StreamFigures = Record<string, number>;

const RECORDS = 200_000;
const BATCH = 500;

/** What a record costs in a data stream, and in a Firehose stream. */
export async function streams(): Promise<StreamFigures> {
  const figures: StreamFigures = {};
  const cloud = new Cloud();
  const stream = cloud.kinesis.stream('clicks', { shardCount: 4 });
  const data = new Uint8Array(100);
  const batches = RECORDS / BATCH;
  cloud.process(function* producer() {
    const start = process.cpuUsage();
    for (let batch = 0; batch < batches; batch++) {
      const entries = Array.from({ length: BATCH }, (_, i) => ({ partitionKey: `key-${i % 100}`, data }));
      stream.putRecords(entries);
      yield 1;
    }
    figures['put into a data stream'] = rate(start);
  });
  await cloud.run(batches + 1);
  const readers = stream.openShards.map(({ shardId }) => stream.reader(shardId));
  let start = process.cpuUsage();
  let read = 0;
  cloud.process(function* consumer() {
    while (read < RECORDS) {
      for (const reader of readers) read += reader.next(2000).records.length;
      yield 1;
    }
    figures['read from a data stream'] = rate(start);
  });
  await cloud.run(batches);
  const bucket = cloud.s3.bucket('lake');
  const lake = cloud.firehose.stream('lake', {
    s3DestinationConfiguration: { roleARN: 'arn:aws:iam::123456789012:role/r', bucketARN: bucket.arn },
  });
  start = process.cpuUsage();
  cloud.process(function* producer() {
    for (let batch = 0; batch < batches; batch++) {
      lake.put(Array.from({ length: BATCH }, () => data));
      yield 1;
    }
  });
  await cloud.run(batches + 300);
  if (lake.fates.delivered !== RECORDS) throw new Error('not all records were delivered');
  figures['delivered by Firehose to a bucket'] = rate(start);
  return figures;
}

function rate(start: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(start);
  return RECORDS / ((user + system) / 1e6);
}
