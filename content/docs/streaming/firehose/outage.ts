import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const away = 25; // knob 1..30 unit hours

// A record a minute. The bucket does not answer for some hours.
const cloud = new Cloud();
const lake = cloud.s3.bucket('lake');
const stream = cloud.firehose.stream('meters', {
  extendedS3DestinationConfiguration: {
    roleARN: 'arn:aws:iam::123456789012:role/firehose',
    bucketARN: lake.arn,
    bufferingHints: { sizeInMBs: 5, intervalInSeconds: 900 },
  },
});
// #region how often it tries again: AWS does not say
cloud.firehose.model.lastRetry = minutes(15);
// #endregion
// #region the meter, two days long
let put = 0;
cloud.process(function* meter() {
  while (cloud.now < hours(48)) {
    stream.putRecord('a measurement\n');
    put += 1;
    yield minutes(1);
  }
});
// #endregion
cloud.faults.raise(
  { kind: 'down', place: lake.arn },
  { at: hours(6), lasting: hours(away) },
);
await cloud.run(hours(80));

// #region the table and the checks
const { delivered, lost } = stream.fates;
table('Two days, and a bucket that was away', [
  { 'hours away': away, put, delivered, lost },
]);
check('each record has one fate', delivered + lost === put);
check(
  'what waited for more than 24 hours is lost, and nothing else',
  Math.abs(lost - 60 * Math.max(0, away - 24)) <= 30,
);
// #endregion
