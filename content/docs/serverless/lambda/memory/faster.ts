import { check, Cloud, plot, seconds } from 'desired-capacity';

const computing = seconds(1); // knob seconds of computing: 0..3 step 0.5
const waiting = seconds(0.2); // knob seconds of waiting: 0..2 step 0.2
const sizes = [
  128, 256, 384, 512, 768, 1024, 1280, 1536, 1769, 2048, 2560, 3008,
];

async function durationWith(memorySize: number) {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'thumbnail',
    memorySize,
    timeout: 60,
    code: () => async (_event: unknown, context) => {
      await context.sleep(waiting); // for the picture to come
      await context.cpu(computing); // on one whole vCPU
    },
  });
  await cloud.lambda.run('thumbnail'); // cold
  return (await cloud.lambda.run('thumbnail')).duration;
}

// #region the plot and the checks
const points: [number, number][] = [];
for (const size of sizes) points.push([size, await durationWith(size)]);
plot({
  title: 'How long a call takes',
  description:
    'With more memory the call takes less time, in proportion to its computing, up to 1,769 MB. From there on it stays as it is, and what is left is mostly waiting.',
  x: { label: 'Memory', unit: 'MB' },
  y: { label: 'Duration of a warm call', unit: 's' },
  series: [{ name: 'one thread', points }],
  marks: [{ x: 1769, label: 'one vCPU' }],
});
const time = new Map(points);
const computed = (size: number) => time.get(size)! - waiting - 0.002;
check(
  'twice the memory halves the computing',
  Math.abs(computed(256) - 2 * computed(512)) < 0.001,
);
check(
  'at 1,769 MB a vCPU is whole',
  Math.abs(computed(1769) - computing) < 0.001,
);
check(
  'above, one thread gains nothing',
  Math.abs(time.get(3008)! - time.get(1769)!) < 0.001,
);
// #endregion
