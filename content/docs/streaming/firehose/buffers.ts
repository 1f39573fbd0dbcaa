import { check, Cloud, minutes, plot, table } from 'desired-capacity';

const interval = 300; // knob 60..900 step 60 unit seconds
const megabytes = 1; // knob 1..5 unit MiB

// Records of 1 KB for half an hour: what a quiet source and a busy one make of it.
async function half(perSecond: number) {
  const cloud = new Cloud();
  const lake = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('clicks', {
    extendedS3DestinationConfiguration: {
      roleARN: 'arn:aws:iam::123456789012:role/firehose',
      bucketARN: lake.arn,
      bufferingHints: { sizeInMBs: megabytes, intervalInSeconds: interval },
    },
  });
  const record = new Uint8Array(1024);
  cloud.process(function* source() {
    while (cloud.now < minutes(30)) {
      for (let i = 0; i < perSecond; i += 1) stream.putRecord(record);
      yield 1;
    }
  });
  await cloud.run(minutes(46));
  return lake;
}

// #region from 1 to 16 records a second, a table, a plot and the checks
const rows = [];
for (const perSecond of [1, 2, 4, 8, 12]) {
  const { keys, size, get } = bind(await half(perSecond));
  const kilobytes = keys.map((key) => get(key).body.length / 1024);
  rows.push({
    'records a second': perSecond,
    objects: size,
    'KiB of the largest': Math.round(Math.max(...kilobytes)),
  });
}
function bind(lake: Awaited<ReturnType<typeof half>>) {
  return { keys: lake.keys, size: lake.size, get: lake.get.bind(lake) };
}
plot({
  title: 'Objects in half an hour',
  description:
    'A quiet source makes one object for each interval. Above the rate at which the size is reached first, the number of objects rises with the rate.',
  x: { label: 'Records', unit: '/s' },
  y: { label: 'Objects', unit: '' },
  series: [
    {
      name: 'objects',
      points: rows.map((row) => [row['records a second'], row.objects]),
    },
  ],
});
table('Half an hour of records', rows);
check(
  'a quiet source: one object each five minutes, however small',
  rows[0]!.objects === 6,
);
check(
  'a busy one: an object whenever a MiB is there',
  rows[4]!.objects > 20 && rows[4]!['KiB of the largest'] === 1024,
);
// #endregion
