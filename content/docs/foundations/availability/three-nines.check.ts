import { check, table } from 'desired-capacity';
import { parallel, series } from 'desired-capacity/ec2';
import { shop } from './three-nines.starter.ts';

const parts = {
  balancers: { up: 0.9999, usd: 30 },
  servers: { up: 0.99, usd: 60 },
  databases: { up: 0.995, usd: 150 },
};
let cost = 0;
const rows = Object.entries(parts).map(([kind, { up, usd }]) => {
  const count = shop[kind as keyof typeof shop];
  cost += count * usd;
  const together = parallel(...new Array<number>(count).fill(up));
  return { kind, count, up: together };
});
const whole = series(...rows.map(({ up }) => up));
const percent = (x: number) => Math.round(1e6 * x) / 1e4;
table(
  'The shop',
  [...rows, { kind: 'all of it', count: 1, up: whole }].map(
    ({ kind, count, up }) => ({ part: kind, count, 'up (%)': percent(up) }),
  ),
);
check(
  'the shop is up for 99.9 % of the time',
  whole >= 0.999,
  `${percent(whole)} %`,
);
check('it costs 450 US dollars a month at most', cost <= 450, `${cost} USD`);
