import { check, Cloud, plot } from 'desired-capacity';

const sizes = [128, 256, 512, 768, 1024, 1280, 1536, 1769, 2048, 2560, 3008];
const threads = 1; // knob threads that the code can use: 1..2

/** What a million calls cost, with so many CPU seconds and so much waiting in each. */
async function million(memorySize: number, cpu: number, waiting: number) {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'f',
    memorySize,
    timeout: 60,
    code: { cpu, threads, initDuration: 0, load: () => (_event, context) => context.sleep(waiting) }, // prettier-ignore
  });
  await cloud.lambda.run('f');
  return cloud.meter.cost() * 1e6;
}

// #region the plot and the checks
const computes: [number, number][] = [];
const waits: [number, number][] = [];
for (const size of sizes) {
  computes.push([size, await million(size, 0.5, 0)]);
  waits.push([size, await million(size, 0.01, 0.5)]);
}
plot({
  title: 'What a million calls cost',
  description:
    'A function that computes costs the same with any memory up to 1,769 MB, and more above. A function that waits costs more with every megabyte.',
  x: { label: 'Memory', unit: 'MB' },
  y: { label: 'Price of a million calls', unit: 'USD' },
  series: [
    { name: 'computes for half a second', points: computes },
    { name: 'waits for half a second', points: waits },
  ],
  marks: [{ x: 1769, label: 'one vCPU' }],
});
const [cost, costOfWaiting] = [new Map(computes), new Map(waits)];
check(
  'up to one vCPU, more memory makes computing faster and no dearer',
  cost.get(1769)! < cost.get(128)! * 1.02,
);
check(
  'above, one thread pays for what it cannot use',
  threads > 1 || cost.get(3008)! > 1.5 * cost.get(1769)!,
);
check(
  'waiting costs more with more memory',
  costOfWaiting.get(1769)! > 5 * costOfWaiting.get(256)!,
);
// #endregion
