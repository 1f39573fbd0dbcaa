import { check, Cloud, minutes, plot, table } from 'desired-capacity';

const interval = 60; // knob 60..180 step 20 unit seconds

// A new key each second, or three, or ten: how many partitions are active?
async function run(newKeys: number) {
  const cloud = new Cloud();
  const lake = cloud.s3.bucket('lake');
  const clicks = cloud.firehose.stream('clicks', {
    extendedS3DestinationConfiguration: bySession(lake.arn),
  });
  // #region keys that are used once, for four minutes
  let n = 0;
  let most = 0;
  cloud.process(function* website() {
    while (cloud.now < 240) {
      for (let i = 0; i < newKeys; i += 1)
        clicks.putRecord(JSON.stringify({ session: `s${n++}` }));
      most = Math.max(most, clicks.activePartitions);
      yield 1;
    }
  });
  await cloud.run(minutes(20));
  const errors = lake.keys.filter((key) => key.startsWith('errors/'));
  const text = errors.map((key) => lake.text(key)).join('');
  return {
    'new keys a second': newKeys,
    'most active': most,
    delivered: clicks.fates.delivered,
    'in errors/': clicks.fates.failed,
    why: /activePartitionExceeded/.exec(text)?.[0] ?? '',
  };
  // #endregion
}
// #region a prefix by session, the plot, the table and the checks
const bySession = (bucketARN: string) => ({
  roleARN: 'arn:aws:iam::123456789012:role/firehose',
  bucketARN,
  dynamicPartitioningConfiguration: { enabled: true },
  prefix: 'session=!{partitionKeyFromQuery:session}/',
  errorOutputPrefix: 'errors/!{firehose:error-output-type}/',
  bufferingHints: { sizeInMBs: 64, intervalInSeconds: interval },
  processingConfiguration: {
    enabled: true,
    processors: [
      {
        type: 'MetadataExtraction' as const,
        parameters: [
          {
            parameterName: 'MetadataExtractionQuery' as const,
            parameterValue: '{session: .session}',
          },
          {
            parameterName: 'JsonParsingEngine' as const,
            parameterValue: 'JQ-1.6',
          },
        ],
      },
    ],
  },
});
const rows: Awaited<ReturnType<typeof run>>[] = [];
for (const keys of [1, 3, 6, 8, 10, 12]) rows.push(await run(keys));
plot({
  title: 'Partitions that are active at once',
  description:
    'The number rises with the new keys a second, sixty for each, up to the limit of five hundred; what comes beyond it goes to the error prefix.',
  x: { label: 'New keys', unit: '/s' },
  y: { label: 'Partitions', unit: '' },
  series: [
    {
      name: 'active',
      points: rows.map((row) => [
        row['new keys a second'],
        row['most active'],
      ]),
    },
  ],
});
table(
  'Four minutes of sessions',
  rows.map(({ why: _why, ...row }) => row),
);
check(
  'three new keys a second and sixty seconds: some 180 partitions',
  Math.abs(rows[1]!['most active'] - 180) <= 3,
);
check(
  'no more than 500 are active',
  rows.every((row) => row['most active'] <= 500),
);
check(
  'what is too much goes to the error prefix, by name',
  rows[4]!.why === 'activePartitionExceeded' && rows[2]!['in errors/'] === 0,
);
// #endregion
