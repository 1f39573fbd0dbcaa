import { arrivals, check, Cloud, minutes } from 'desired-capacity';
import { enough } from './enough.starter.ts';

/** The share of calls that are throttled, in percent. */
async function throttled(rate: number, seconds: number, reserved: number) {
  const cloud = new Cloud();
  cloud.lambda.createFunction({
    functionName: 'f',
    timeout: 60,
    code: { initDuration: 0, duration: seconds, load: () => () => 'done' },
  });
  cloud.lambda.putFunctionConcurrency({
    functionName: 'f',
    reservedConcurrentExecutions: reserved,
  });
  let refused = 0;
  const calls = arrivals(cloud, { rate, lasting: minutes(2) }, async () => {
    await cloud.lambda.run('f').then(undefined, () => (refused += 1));
  });
  await cloud.run(minutes(3));
  return (100 * refused) / calls.count;
}

const loads = [
  [20, 0.1],
  [40, 0.2],
  [60, 0.5],
] as const;
const shares: number[] = [];
for (const [rate, seconds] of loads)
  shares.push(await throttled(rate, seconds, enough(rate, seconds)));
check(
  'hardly a call in a hundred is throttled',
  shares.every((share) => share < 1.5),
  `${shares.map((share) => share.toFixed(1)).join(' %, ')} % are`,
);
check(
  'no more is reserved than it takes',
  loads.every(
    ([rate, seconds]) => enough(rate, seconds) <= rate * seconds + 12,
  ),
);
check(
  'a larger function needs less room above its load',
  enough(60, 0.5) / 30 < enough(20, 0.1) / 2,
);
