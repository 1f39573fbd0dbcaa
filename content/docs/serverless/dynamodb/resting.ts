import { check, Cloud, hours, plot, table } from 'desired-capacity';

const cloud = new Cloud();
const minCapacity = 0; // knob least capacity: 0 | 0.5 | 2
const maxCapacity = 8; // knob most capacity: 2..16 unit ACUs

cloud.rds.createDBCluster({
  dbClusterIdentifier: 'orders',
  engine: 'aurora-postgresql',
  serverlessV2ScalingConfiguration: { minCapacity, maxCapacity },
});
cloud.rds.createDBInstance({
  dbInstanceIdentifier: 'orders-1',
  dbClusterIdentifier: 'orders',
  dbInstanceClass: 'db.serverless',
  engine: 'aurora-postgresql',
});
const database = cloud.rds.instance('orders-1');
const capacity = cloud.record(database.metric('ServerlessDatabaseCapacity'));

// #region an office from nine to five: two people, and eight from twelve to one
let firstWait = 0;
function person(from: number, to: number) {
  cloud.process(function* work() {
    yield hours(from);
    const came = cloud.now;
    const connection = yield* database.connect();
    firstWait = Math.max(firstWait, cloud.now - came);
    while (cloud.now < hours(to)) yield* connection.query(30);
    connection.close();
  });
}
for (let i = 0; i < 2; i += 1) person(9, 17);
for (let i = 0; i < 6; i += 1) person(12, 13);
// #endregion
await cloud.run(hours(24));

// #region the plot, the table and the checks
const points = capacity.map(([at, value]) => [at / 3600, value] as const);
plot({
  title: 'Capacity over a day',
  description:
    'At its least in the night. It rises when the office opens, higher at noon, and comes back after each.',
  x: { label: 'Time', unit: 'h' },
  y: { label: 'Capacity', unit: 'ACUs' },
  series: [{ name: 'capacity', style: 'step', points }],
});
const round = (value: number) => Math.round(value * 100) / 100;
const { quantity, usd } = cloud.meter.bill()[0]!;
const all = maxCapacity * 24;
table('A day', [
  {
    capacity: 'as it is needed',
    'ACU-hours': round(quantity),
    usd: round(usd),
  },
  { capacity: 'the most, all day', 'ACU-hours': all, usd: round((all * usd) / quantity) }, // prettier-ignore
]);
console.log('The first in the morning waits', round(firstWait), 's.');
const at = (hour: number) =>
  points.filter(([x]) => x > hour + 0.2 && x < hour + 0.9).map((point) => point[1]); // prettier-ignore
check('the capacity follows what the office needs', Math.min(...at(12)) > 2 * Math.max(...at(10)) && Math.max(...at(20)) < Math.min(...at(10))); // prettier-ignore
check('at night nobody is connected: it pauses', Math.max(...at(20)) === 0);
check('the first in the morning has to wait for it', firstWait > 10);
// #endregion
