import { check, Cloud, plot, table } from 'desired-capacity';
import { optimalCommitment, optimalReservation, priceHours, type Usage } from 'desired-capacity/ec2'; // prettier-ignore

const night = 6; // knob instances that always run: 0..20
const peak = 20; // knob instances at the peak of a working day: 6..40

// An m6a.xlarge with Linux in us-east-1, USD an hour. All but the first: a copy
// of AWS's price list had them, not found on a page of AWS's (2026-11-28).
const prices = { onDemand: 0.1728, oneYear: 0.11431, threeYears: 0.07838, compute: 0.13965 }; // prettier-ignore
// #region the load of a year, hour by hour
const random = new Cloud().random('year');
const load = Array.from({ length: 8760 }, (_, hour) => {
  const [day, clock] = [Math.floor(hour / 24) % 7, hour % 24];
  const hill =
    (day < 5 ? 1 : 0.7) * Math.max(0, 1 - Math.abs(clock - 14) / 11);
  return night + Math.round((peak - night) * hill * random.uniform(0.8, 1));
});
const usage = (count: number): Usage => ({ type: 'm6a.xlarge', zone: 'a', platform: 'linux', tenancy: 'default', seconds: 3600 * count }); // prettier-ignore
const year = load.map((count) => [usage(count)]);
const instances = { type: 'm6a.xlarge', scope: 'region', platform: 'linux', tenancy: 'default', offeringClass: 'standard' } as const; // prettier-ignore
const reserve = (count: number, price = prices.oneYear) =>
  priceHours(year, { reserved: [{ ...instances, count, price }] }, () => prices.onDemand); // prettier-ignore
// #endregion
const most = Math.max(...load);
const best = optimalReservation(load, prices.oneYear, prices.onDemand);
const curve: [number, number][] = [];
for (let count = 0; count <= most; count++)
  curve.push([count, reserve(count).total / 1000]);

// #region the plot, the table and the checks
plot({
  title: 'One year, by how many instances were reserved for it',
  description:
    'The cost falls in a straight line while reserved instances always work, bends, reaches its lowest point, and then rises above the cost without any reservation.',
  x: { label: 'Reserved Instances' },
  y: { label: 'Cost of the year', unit: 'thousand USD' },
  series: [{ name: 'reserved, and On-Demand beyond', points: curve }],
  marks: [{ x: best, label: 'the best' }],
});
const plan = { scope: 'compute', rate: () => prices.compute } as const;
const commitment = optimalCommitment(year, plan, () => prices.onDemand);
const longer = optimalReservation(load, prices.threeYears, prices.onDemand);
const ways = {
  'On-Demand alone': reserve(0).total,
  'reserved for the night': reserve(night).total,
  'reserved as is best': reserve(best).total,
  'reserved for the peak': reserve(most).total,
  'a Savings Plan for all compute': priceHours(year, { savingsPlans: [{ ...plan, commitment }] }, () => prices.onDemand).total, // prettier-ignore
  'reserved for three years': reserve(longer, prices.threeYears).total,
};
const mean = load.reduce((sum, count) => sum + count, 0) / load.length;
table('How many to reserve', [{ 'always running': Math.min(...load), 'in the mean': Math.round(10 * mean) / 10, 'at the peak': most, best }]); // prettier-ignore
table('One year, priced six ways', Object.entries(ways).map(([way, usd]) => ({ way, USD: Math.round(usd), 'of On-Demand, %': Math.round((100 * usd) / ways['On-Demand alone']) }))); // prettier-ignore
const share = Math.round((1000 * prices.oneYear) / prices.onDemand) / 10;
console.log(`A reservation pays if it works in ${share} % of all hours.`);
const costs = curve.map(([, usd]) => usd);
check('the best number is the lowest point', costs[best] === Math.min(...costs)); // prettier-ignore
check('a commitment to the floor is cheaper than none', ways['reserved for the night'] < ways['On-Demand alone']); // prettier-ignore
check('a commitment to the peak is dearer than none', ways['reserved for the peak'] > ways['On-Demand alone']); // prettier-ignore
check('what is reserved is paid, used or not', Math.abs(reserve(most).reserved - most * prices.oneYear * 8760) < 1e-3); // prettier-ignore
check('a plan for all compute saves less than one for a type', ways['a Savings Plan for all compute'] > ways['reserved as is best']); // prettier-ignore
check('three years are cheaper by the year than one', ways['reserved for three years'] < ways['reserved as is best'] && longer > best); // prettier-ignore
// #endregion
