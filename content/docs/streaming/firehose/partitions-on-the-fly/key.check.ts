import { check, Cloud, minutes, seconds, table } from 'desired-capacity';
import { prefix, query } from './key.starter.ts';

const cloud = new Cloud();
const lake = cloud.s3.bucket('lake');
const parameter = <T extends string>(parameterName: T, value: string) => ({
  parameterName,
  parameterValue: value,
});
const stream = cloud.firehose.stream('clicks', {
  extendedS3DestinationConfiguration: {
    roleARN: 'arn:aws:iam::123456789012:role/firehose',
    bucketARN: lake.arn,
    dynamicPartitioningConfiguration: { enabled: true },
    prefix,
    errorOutputPrefix: 'errors/',
    bufferingHints: { sizeInMBs: 64, intervalInSeconds: 120 },
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'MetadataExtraction',
          parameters: [
            parameter('MetadataExtractionQuery', query),
            parameter('JsonParsingEngine', 'JQ-1.6'),
          ],
        },
      ],
    },
  },
});
const countries = [
  'at',
  'br',
  'cl',
  'de',
  'eg',
  'fr',
  'gh',
  'in',
  'jp',
  'ke',
];
cloud.process(function* website() {
  for (let n = 0; n < 6000; n += 1) {
    const country = countries[(n * 7) % 10]!;
    const [customer, page] = [`c${n % 400}`, `p${n % 20}`];
    const session = `s${Math.floor(n / 2)}`;
    stream.putRecord(
      `${JSON.stringify({ session, customer, page, country })}\n`,
    );
    if (n % 10 === 9) yield seconds(1);
  }
});
await cloud.run(minutes(20));

const good = lake.keys.filter((key) => !key.startsWith('errors/'));
const bytes = (keys: readonly string[]) =>
  keys.reduce((sum, key) => sum + lake.get(key).body.length, 0);
// What one reads to find Chile: the folders that its name is in, or all.
const named = good.filter((key) => /[=/]cl\//.test(key));
const asked = named.length > 0 ? named : good;
const share = Math.round((100 * bytes(asked)) / bytes(good));
table('Ten minutes of clicks', [
  {
    objects: good.length,
    'in errors/': stream.fates.failed,
    'read for Chile (%)': share,
  },
]);
check('no click lies among the errors', stream.fates.failed === 0);
check('there are 60 objects at most', good.length <= 60);
check('who asks for a country reads a tenth', share <= 10);
