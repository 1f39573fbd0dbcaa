import { check, plot, table } from 'desired-capacity';
import { computes, day, type Day } from './computes.ts';

const busyHours = 24; // knob busy hours of a day: 1..24

// A request takes a tenth of a second of a vCPU. So many come in a second of the
// busy hours; a tenth of them in all others.
const rates = [1, 5, 10, 15, 20, 25, 30, 40, 60, 80];
const names = Object.keys(computes);
const rows: { rate: number; days: Day[] }[] = [];
for (const rate of rates) {
  const days: Day[] = [];
  for (const name of names) days.push(await day(name, rate, busyHours));
  rows.push({ rate, days });
}
const cheapest = rows.map(({ days }) => {
  const least = Math.min(...days.map(({ usd }) => usd));
  return names[days.findIndex(({ usd }) => usd === least)]!;
});
// #region the tables, the plot and the checks
const last = cheapest.lastIndexOf('Lambda');
console.log('Lambda is the cheapest up to requests a second:', rates[last]);
const cents = (usd: number) => Math.round(usd * 100) / 100;
const ms = (seconds: number) => Math.round(seconds * 1000);
const each = (rate: number, values: (string | number)[]) => ({ 'requests a second': rate, ...Object.fromEntries(names.map((name, i) => [name, values[i]!])) }); // prettier-ignore
table('A day, in USD', rows.map(({ rate, days }, i) => ({ ...each(rate, days.map(({ usd }) => cents(usd))), cheapest: cheapest[i]! }))); // prettier-ignore
table('99 of 100 requests are answered within, in ms', rows.map(({ rate, days }) => each(rate, days.map(({ p99 }) => ms(p99))))); // prettier-ignore
plot({
  title: 'A day',
  description:
    'The line of Lambda begins near zero and rises in proportion to the requests. Those of EC2 and Fargate begin higher, stay level for a while, and climb in stairs. Lambda crosses them and ends above both.',
  x: { label: 'Requests a second' },
  y: { label: 'Cost', unit: 'USD' },
  series: names.map((name, n) => ({ name, points: rows.map(({ rate, days }) => [rate, days[n]!.usd] as const) })), // prettier-ignore
});
const [few] = rows;
const many = rows.at(-1)!;
check('at one request a second Lambda costs a tenth of the others', few!.days.every(({ usd }, i) => names[i] === 'Lambda' || few!.days[2]!.usd < usd / 10)); // prettier-ignore
check('at eighty all day long both kinds of servers are cheaper', many.days[2]!.usd > 1.2 * many.days[0]!.usd && many.days[2]!.usd > 1.2 * many.days[1]!.usd); // prettier-ignore
check('at Lambda nobody waits for another', many.days[2]!.p99 < 0.11);
check('the slowest wait for others where servers are busy', many.days[0]!.p99 > 0.12 && many.days[1]!.p99 > 0.12); // prettier-ignore
// #endregion
