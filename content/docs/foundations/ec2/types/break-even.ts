import { check, Cloud, days, plot, table } from 'desired-capacity';
import { breakEven, INSTANCE_TYPES, ec2Prices } from 'desired-capacity/ec2';

const busy = 60; // knob mean CPU of the third row: 5..100 step 5 unit %

async function day(instanceType: string, share: number) {
  const cloud = new Cloud();
  const [one] = cloud.ec2.launch({ instanceType });
  await one!.until('running');
  one!.cpu = share;
  await cloud.run(days(1));
  await one!.terminate();
  // #region instance and credits, in US dollars
  return cloud.meter
    .bill()
    .filter(({ item }) => /On-Demand|credits/.test(item))
    .reduce((sum, { usd }) => sum + usd, 0);
  // #endregion
}
const rows = [];
for (const percent of [20, 42.5, busy]) {
  const t3 = await day('t3.large', percent / 100);
  const m5 = await day('m5.large', percent / 100);
  rows.push({ 'mean CPU, %': percent, 't3.large, USD': round(t3), 'm5.large, USD': round(m5), cheaper: t3 < m5 ? 't3.large' : 'm5.large' }); // prettier-ignore
}
// #region a plot, the table and the checks
function round(usd: number) {
  return Math.round(usd * 1000) / 1000;
}
const points: [number, number][] = [];
for (let percent = 0; percent <= 100; percent += 10)
  points.push([percent, await day('t3.large', percent / 100)]);
const flat = await day('m5.large', 0.5);
plot({
  title: 'A day of two vCPUs and 8 GiB',
  description:
    'The day of an m5.large costs the same at every load. The day of a t3.large is cheaper and flat up to 30 percent, then rises in a line, crosses the other above 40 percent, and is half as dear again at full load.',
  x: { label: 'Mean CPU', unit: '%' },
  y: { label: 'Cost of a day', unit: 'USD' },
  series: [
    { name: 't3.large, unlimited', points },
    { name: 'm5.large', points: points.map(([x]) => [x, flat]) },
  ],
});
table('Three loads', rows);
const t3 = INSTANCE_TYPES.get('t3.large')!;
const usd = (type: string) => ({ price: INSTANCE_TYPES.get(type)!.price! });
const baseline = t3.creditsPerHour! / 60 / t3.vcpus;
const even = breakEven({ ...usd('t3.large'), vcpus: t3.vcpus, baseline }, usd('m5.large')); // prettier-ignore
console.log(`They cost the same at ${(100 * even).toFixed(1)} % of CPU.`);
check('below its baseline a burstable type is cheaper', points[2]![1] < flat && points[3]![1] - points[0]![1] < 0.001); // prettier-ignore
check('both cost the same at 42.8 %', Math.abs(even - 0.428) < 0.0005);
check('at full load it costs half as much again', points[10]![1] > 1.5 * flat && points[10]![1] < 1.7 * flat); // prettier-ignore
check('surplus is five cents a vCPU-hour', ec2Prices.surplusCredits.tiers[0]!.usd === 0.05); // prettier-ignore
// #endregion
