import { check, Cloud, minutes, seconds, table } from 'desired-capacity';
import { bufferingHints } from './hints.starter.ts';

/** Half an hour of a source: how old records get, and how many objects. */
async function halfAnHour(source: string, kilobytes: number) {
  const cloud = new Cloud();
  const lake = cloud.s3.bucket('lake');
  const stream = cloud.firehose.stream('clicks', {
    extendedS3DestinationConfiguration: {
      roleARN: 'arn:aws:iam::123456789012:role/firehose',
      bucketARN: lake.arn,
      bufferingHints,
    },
  });
  const filler = ' '.repeat(kilobytes * 1024 - 7);
  cloud.process(function* clicks() {
    while (cloud.now < minutes(30)) {
      const at = String(cloud.now).padStart(6);
      stream.putRecord(`${at}${filler}\n`);
      yield seconds(1);
    }
  });
  const [seen, row] = [new Set<string>(), { source, oldest: 0, objects: 0 }];
  cloud.process(function* observer() {
    while (true) {
      for (const key of lake.keys.filter((one) => !seen.has(one))) {
        seen.add(key);
        const first = Number(lake.text(key).slice(0, 6));
        row.oldest = Math.max(row.oldest, cloud.now - first);
      }
      row.objects = seen.size;
      yield seconds(1);
    }
  });
  await cloud.run(minutes(46));
  return row;
}

const rows = [
  await halfAnHour('quiet, 1 KiB/s', 1),
  await halfAnHour('busy, 60 KiB/s', 60),
];
table(
  'Half an hour',
  rows.map(({ source, oldest, objects }) => ({
    source,
    'oldest record (s)': oldest,
    objects,
  })),
);
check(
  'each record lies in the bucket within two minutes',
  rows.every(({ oldest }) => oldest <= 121),
);
check(
  'a source makes 17 objects at most',
  rows.every(({ objects }) => objects <= 17),
);
