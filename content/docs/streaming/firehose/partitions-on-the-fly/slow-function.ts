import {
  check,
  Cloud,
  minutes,
  plot,
  seconds,
  table,
} from 'desired-capacity';

const gather = 60; // knob 0..120 step 20 unit seconds before the function

// A click a second goes through a function that works for some seconds.
async function run(work: number) {
  const cloud = new Cloud();
  const lake = cloud.s3.bucket('lake');
  cloud.lambda.createFunction({
    functionName: 'clean',
    timeout: 60,
    code: () =>
      function* handler({ records }: Event) {
        yield seconds(work);
        return { records: records.map(upper) };
      },
  });
  const clicks = cloud.firehose.stream('clicks', through(lake.arn));
  // #region the clicks, and how late the latest of them is
  cloud.process(function* website() {
    yield seconds(5);
    while (cloud.now < minutes(10)) {
      clicks.putRecord(`click at ${cloud.now}\n`);
      yield seconds(1);
    }
  });
  const seen = new Set<string>();
  let slowest = 0;
  let sample = '';
  cloud.process(function* observer() {
    while (true) {
      for (const key of lake.keys.filter((one) => !seen.has(one))) {
        seen.add(key);
        sample = lake.text(key).split('\n')[0]!;
        const at = Number(/[\d.]+$/.exec(sample)?.[0]);
        slowest = Math.max(slowest, cloud.now - at);
      }
      yield seconds(0.5);
    }
  });
  await cloud.run(minutes(12));
  return {
    'function works (s)': work,
    'slowest record (s)': Math.round(slowest),
    sample,
  };
  // #endregion
}
// #region the function, its buffer, the plot, the table and the checks
interface Event {
  records: { recordId: string; data: string }[];
}
/** Each record in capitals. */
const upper = ({ recordId, data }: Event['records'][number]) => ({
  recordId,
  result: 'Ok',
  data: btoa(atob(data).toUpperCase()),
});
/** No wait before the bucket, and so many seconds before the function. */
const through = (bucketARN: string) => ({
  extendedS3DestinationConfiguration: {
    roleARN: 'arn:aws:iam::123456789012:role/firehose',
    bucketARN,
    bufferingHints: { sizeInMBs: 5, intervalInSeconds: 0 },
    processingConfiguration: {
      enabled: true,
      processors: [
        {
          type: 'Lambda' as const,
          parameters: [
            parameter(
              'LambdaArn',
              'arn:aws:lambda:us-east-1:123456789012:function:clean',
            ),
            parameter('BufferIntervalInSeconds', String(gather)),
          ],
        },
      ],
    },
  },
});
function parameter<T extends string>(parameterName: T, value: string) {
  return { parameterName, parameterValue: value };
}

const rows: Awaited<ReturnType<typeof run>>[] = [];
for (const work of [0, 10, 20, 30, 40]) rows.push(await run(work));
plot({
  title: 'From the put to the bucket',
  description:
    'The slowest record takes the buffer of the function, the function’s own time, and some seconds before the bucket. It rises with the function’s time, second by second.',
  x: { label: 'Function works', unit: 's' },
  y: { label: 'Slowest record', unit: 's' },
  series: [
    {
      name: 'slowest record',
      points: rows.map((row) => [
        row['function works (s)'],
        row['slowest record (s)'],
      ]),
    },
  ],
});
table('Ten minutes through a function', rows);
const [quick, , , , slow] = rows;
check(
  'what lies in the bucket is what the function made of it',
  rows.every(({ sample }) => sample.startsWith('CLICK AT ')),
);
check(
  'the time of the function comes on top',
  slow!['slowest record (s)'] - quick!['slowest record (s)'] >= 38,
);
check(
  'even without a wait before the bucket it is seconds, not milliseconds',
  quick!['slowest record (s)'] - gather >= 4,
);
// #endregion
