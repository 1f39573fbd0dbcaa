import { check, Cloud, minutes, table } from 'desired-capacity';
import type { Firehose } from 'desired-capacity/firehose';

const customers = 40; // knob 5..120 step 5

// Ten minutes of clicks, with and without a folder for each customer.
async function run(partitioned: boolean) {
  const cloud = new Cloud();
  const lake = cloud.s3.bucket('lake');
  const clicks = cloud.firehose.stream('clicks', {
    extendedS3DestinationConfiguration: {
      roleARN: 'arn:aws:iam::123456789012:role/firehose',
      bucketARN: lake.arn,
      ...(partitioned && byCustomer),
    },
  });
  // #region five clicks a second, and what lies in the bucket
  let n = 0;
  cloud.process(function* website() {
    while (cloud.now < minutes(10)) {
      for (let i = 0; i < 5; i += 1)
        clicks.putRecord(JSON.stringify({ customer: `c${n++ % customers}` }));
      yield 1;
    }
  });
  await cloud.run(minutes(20));
  const dollars = cloud.meter
    .bill()
    .filter(({ service }) => service === 'Amazon Data Firehose')
    .reduce((sum, { usd }) => sum + usd, 0);
  return {
    folders: partitioned ? 'by customer' : 'by hour',
    objects: lake.size,
    delivered: clicks.fates.delivered,
    'USD a million': Math.round((dollars / n) * 1e8) / 100,
    sample: lake.keys[0]!.slice(0, 14),
  };
  // #endregion
}
// #region the settings of dynamic partitioning, the table and the checks

type Settings = Parameters<Firehose['stream']>[1];
const byCustomer: Partial<
  NonNullable<Settings['extendedS3DestinationConfiguration']>
> = {
  dynamicPartitioningConfiguration: { enabled: true },
  prefix: 'customer=!{partitionKeyFromQuery:customer}/',
  errorOutputPrefix: 'errors/',
  bufferingHints: { sizeInMBs: 64, intervalInSeconds: 300 },
  processingConfiguration: {
    enabled: true,
    processors: [
      {
        type: 'MetadataExtraction',
        parameters: [
          {
            parameterName: 'MetadataExtractionQuery',
            parameterValue: '{customer: .customer}',
          },
          { parameterName: 'JsonParsingEngine', parameterValue: 'JQ-1.6' },
        ],
      },
    ],
  },
};
const rows = [await run(false), await run(true)];
table('Ten minutes of clicks', rows);
check(
  'every click lies in the folder of its customer',
  rows[1]!.sample.startsWith('customer=c') && rows[1]!.delivered === 3000,
);
check(
  'each folder has objects of its own: many small ones',
  rows[1]!.objects >= customers * 2 && rows[0]!.objects <= 3,
);
check(
  'data and objects cost extra',
  rows[1]!['USD a million'] > rows[0]!['USD a million'],
);
// #endregion
