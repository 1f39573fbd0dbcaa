import {
  check,
  Cloud,
  hours,
  minutes,
  seconds,
  table,
} from 'desired-capacity';

const interval = 300; // knob 60..900 step 60 unit seconds

// A data stream with a reader in real time, and Firehose as a second reader.
const cloud = new Cloud();
const clicks = cloud.kinesis.stream('clicks', { shardCount: 2 });
const lake = cloud.s3.bucket('lake');
const toLake = cloud.firehose.stream('clicks-to-lake', {
  kinesisStreamSourceConfiguration: {
    kinesisStreamARN: clicks.arn,
    roleARN: 'arn:aws:iam::123456789012:role/firehose',
  },
  extendedS3DestinationConfiguration: {
    roleARN: 'arn:aws:iam::123456789012:role/firehose',
    bucketARN: lake.arn,
    bufferingHints: { sizeInMBs: 5, intervalInSeconds: interval },
  },
});
// #region the website, a click a second
let put = 0;
cloud.process(function* website() {
  yield seconds(1);
  while (cloud.now < hours(1)) {
    clicks.putRecord(`customer ${put % 50}`, `click ${put}\n`);
    put += 1;
    yield seconds(1);
  }
});
// #endregion
// #region the live reader, and its slowest record
let worst = 0;
for (const { shardId } of clicks.shards)
  cloud.process(function* live() {
    const reader = clicks.reader(shardId);
    while (cloud.now < hours(1.1)) {
      const now = Date.UTC(2026, 0) / 1000 + cloud.now;
      for (const { arrival } of reader.next().records)
        worst = Math.max(worst, now - arrival);
      yield seconds(1);
    }
  });
// #endregion
await cloud.run(hours(1) + minutes(16));

// #region the table and the checks
const lines = lake.keys.map((key) => lake.text(key).trim().split('\n'));
const stored = lines.flat().length;
// Two days later the stream has forgotten; the bucket has not.
cloud.firehose.deleteDeliveryStream({ deliveryStreamName: toLake.name });
await cloud.run(hours(48));
const kept = clicks.shards.reduce((sum, { records }) => sum + records, 0);
table('An hour of clicks, two readers', [
  { reader: 'live', 'slowest (s)': worst.toFixed(1), 'after two days': kept },
  {
    reader: 'Firehose',
    'slowest (s)': String(interval),
    'after two days': stored,
  },
]);
check('the live reader waits a second or so', worst < 1.2);
check(
  'Firehose delivers every click',
  stored === put && toLake.fates.delivered === put,
);
check('after two days only the bucket has them', kept === 0);
// #endregion
