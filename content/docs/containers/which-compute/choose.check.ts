import { check } from 'desired-capacity';
import { choose } from './choose.starter.ts';
import { day } from './computes.ts';

export type Compute = 'EC2' | 'Fargate' | 'Lambda';

/** Requests a second, busy hours. */
const days = [
  [2, 24],
  [50, 6],
  [100, 12],
  [100, 24],
] as const;
for (const [rate, busyHours] of days) {
  const usd = { EC2: 0, Fargate: 0, Lambda: 0 };
  for (const name of ['EC2', 'Fargate', 'Lambda'] as const)
    usd[name] = (await day(name, rate, busyHours)).usd;
  const chosen = choose(rate, busyHours);
  const least = Math.min(...Object.values(usd));
  check(`${rate} a second for ${busyHours} h: no other is 5 % cheaper`, usd[chosen] <= 1.05 * least, Object.entries(usd).map(([name, cost]) => `${name} ${cost.toFixed(2)} USD`).join(', ')); // prettier-ignore
}
