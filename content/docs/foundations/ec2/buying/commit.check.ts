import { check, Cloud, table } from 'desired-capacity';
import { commitTo } from './commit.starter.ts';

const random = new Cloud().random('loads');
const loads: Record<string, (hour: number) => number> = {
  'a shop, busy by day': (hour) =>
    hour % 24 >= 7 && hour % 24 < 23 ? 12 : 4,
  'an office, nine to six': (hour) => (hour % 24 >= 9 && hour % 24 < 18 ? 15 : 1), // prettier-ignore
  'a service that never sleeps': () => 9 + random.integer(0, 3),
};
const [reserved, onDemand] = [0.11431, 0.1728];
const rows = Object.entries(loads).map(([who, at]) => {
  const load = Array.from({ length: 8760 }, (_, hour) => at(hour));
  const cost = (count: number) =>
    load.reduce((sum, running) => sum + count * reserved + Math.max(running - count, 0) * onDemand, 0); // prettier-ignore
  const yours = commitTo(load, reserved, onDemand);
  let best = 0;
  for (let count = 0; count <= 20; count++) if (cost(count) < cost(best)) best = count; // prettier-ignore
  return { load: who, yours, 'USD a year': Math.round(cost(yours)), 'at best, USD': Math.round(cost(best)) }; // prettier-ignore
});
table('Three loads', rows);
for (const row of rows) check(`${row.load}: as cheap as can be`, row['USD a year'] === row['at best, USD']); // prettier-ignore
