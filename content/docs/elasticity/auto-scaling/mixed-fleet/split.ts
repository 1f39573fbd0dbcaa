import { check, Cloud, hours, minutes, table } from 'desired-capacity';

const base = 4; // knob 0..20 unit instances
const share = 25; // knob On-Demand above the base: 0..100 step 5 unit %

const cloud = new Cloud();
cloud.ec2.model.monthlyInterruptions = 0;
const web = cloud.autoscaling.createGroup('web', {
  minSize: 0,
  maxSize: 40,
  mixedInstancesPolicy: {
    launchTemplate: {
      overrides: [{ instanceType: 'm5.large' }, { instanceType: 'c5.large' }],
    },
    instancesDistribution: {
      onDemandBaseCapacity: base,
      onDemandPercentageAboveBaseCapacity: share,
      spotAllocationStrategy: 'price-capacity-optimized',
    },
  },
});
// #region five sizes, and what they are made of
const rows: { desired: number; 'On-Demand': number; Spot: number }[] = [];
for (const desired of [2, 4, 10, 20, 40]) {
  web.setDesiredCapacity(desired);
  await cloud.run(minutes(5));
  const spot = cloud.ec2.instances.filter((one) => one.spot).length;
  rows.push({ desired, 'On-Demand': desired - spot, Spot: spot });
}
// #endregion
// #region the bill of an hour, the table and the checks
const before = cloud.meter.cost();
await cloud.run(hours(1));
table('A base and a share', rows);
console.log(`An hour of forty: ${(cloud.meter.cost() - before).toFixed(2)} USD so far; Spot is billed when it ends.`); // prettier-ignore
const onDemand = rows.map((row) => row['On-Demand']);
check(
  'the base comes first',
  onDemand[0] === Math.min(2, base + Math.ceil(((2 - base) * share) / 100)) || onDemand[0] === 2, // prettier-ignore
);
check(
  'above it, a fraction is rounded up for On-Demand',
  onDemand[4] === base + Math.ceil(((40 - base) * share) / 100),
);
// #endregion
