import { check, Cloud, days, hours, minutes, table } from 'desired-capacity';

const retention = 24; // knob 24..72 unit hours
const away = 30; // knob 0..72 unit hours

// A measurement a minute for four days. The reader is away in between.
const cloud = new Cloud();
const meters = cloud.kinesis.stream('meters', {
  retentionPeriodHours: retention,
});
// #region a meter, a value a minute
let put = 0;
cloud.process(function* meter() {
  while (true) {
    meters.putRecord('meter 1', `${put}`);
    put += 1;
    yield minutes(1);
  }
});
// #endregion

const reader = meters.reader(meters.shards[0]!.shardId);
let read = 0;
cloud.process(function* consumer() {
  // #region reads for a day
  while (cloud.now < hours(24)) {
    read += reader.next().records.length;
    yield minutes(1);
  }
  // #endregion
  yield hours(away);
  const again = meters.reader(meters.shards[0]!.shardId, {
    type: 'AT_TIMESTAMP',
    timestamp: Date.UTC(2026, 0, 2) / 1000,
  });
  while (true) {
    read += again.next().records.length;
    yield minutes(1);
  }
});
await cloud.run(days(4));

// #region the table and the checks
const lost = Math.round((put - read) / 60);
table('Four days of measurements', [
  {
    'hours kept': retention,
    'hours away': away,
    put,
    read,
    'hours lost': lost,
  },
]);
check(
  'what is older than the retention period is gone',
  lost === Math.max(0, away - retention),
);
check(
  'a stream keeps 24 hours unless it is told otherwise',
  cloud.kinesis.describeStreamSummary({
    streamName: cloud.kinesis.stream('another').name,
  }).streamDescriptionSummary.retentionPeriodHours === 24,
);
// #endregion
