import { check, Cloud, days, plot, table } from 'desired-capacity';

const margin = 5; // knob maximum above today’s price: 1..100 unit %

const cloud = new Cloud();
const { ec2 } = cloud;
ec2.model.monthlyInterruptions = 0; // Nothing but the price interrupts here.
const zone = 'us-east-1a';
const { price } = ec2.spotPool('m5.large', zone);
const today = price.at(0);
const launch = (maxPrice?: number) =>
  ec2.launch({
    instanceType: 'm5.large',
    placement: { availabilityZone: zone },
    instanceMarketOptions: {
      marketType: 'spot',
      spotOptions: maxPrice ? { maxPrice: maxPrice.toFixed(4) } : {},
    },
  })[0]!;
const limit = today * (1 + margin / 100);
const limited = launch(limit);
const free = launch();
let ended = Infinity;
void limited.until('terminated').then(() => (ended = cloud.now));
await cloud.run(days(14));

// #region the plot, the table and the checks
const points: [number, number][] = [];
for (let hour = 0; hour < 14 * 24; hour += 4)
  points.push([hour / 24, 100 * price.at(hour * 3600)]);
plot({
  title: 'The Spot price of one pool in two weeks',
  description:
    'The price wanders slowly up and down around a third of the On-Demand price. It crosses the maximum that was named.',
  x: { label: 'Time', unit: 'days' },
  y: { label: 'Price of an hour', unit: 'US cents' },
  series: [
    { name: 'Spot price', style: 'step', points },
    { name: 'the maximum', points: points.map(([x]) => [x, 100 * limit]) },
  ],
});
table('Two instances', [
  { 'maximum price': `${margin} % above today’s`, 'after two weeks': limited.state === 'running' ? 'running' : 'interrupted', days: Math.min(14, Math.round((10 * ended) / 86_400) / 10) }, // prettier-ignore
  { 'maximum price': 'none named', 'after two weeks': free.state, days: 14 },
]);
const prices = points.map(([, cents]) => cents);
check('the price moves with time', new Set(prices).size > 20);
check('it never passes the On-Demand price', Math.max(...prices) <= 100 * price.onDemand); // prettier-ignore
check('above the maximum the instance is interrupted', limited.state !== 'running'); // prettier-ignore
check('without a maximum it stays', free.state === 'running');
check('it costs about a third of On-Demand', Math.max(...prices) < 70 * price.onDemand); // prettier-ignore
// #endregion
