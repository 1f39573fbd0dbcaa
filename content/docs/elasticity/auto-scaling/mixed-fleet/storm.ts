import { check, Cloud, minutes, table } from 'desired-capacity';

const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];

// Twelve Spot Instances. At minute ten, m5.large runs out in all zones.
async function storm(pools: string, capacityRebalance: boolean) {
  // #region Spot that is not interrupted by chance
  const types = pools.split(' ');
  const cloud = new Cloud();
  cloud.ec2.model.monthlyInterruptions = 0;
  // #endregion
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 12,
    maxSize: 15,
    availabilityZones: zones,
    capacityRebalance,
    mixedInstancesPolicy: {
      launchTemplate: { overrides: types.map((instanceType) => ({ instanceType })) }, // prettier-ignore
      // prettier-ignore
      instancesDistribution: { onDemandPercentageAboveBaseCapacity: 0, spotAllocationStrategy: 'lowest-price', spotInstancePools: types.length },
    },
  });
  await cloud.run(minutes(10));
  for (const zone of zones) cloud.ec2.spotPool('m5.large', zone).capacity = 0;
  // #region how few are there at worst, and how many are missing
  const from = cloud.now;
  let least = 12;
  let short = 0;
  while (cloud.now < from + minutes(60)) {
    await cloud.run(5);
    const able = web.inService.filter(({ state }) => state === 'running');
    least = Math.min(least, able.length);
    short += 5 * (12 - able.length);
  }
  // #endregion
  return { types: types.length, 'capacity rebalancing': capacityRebalance ? 'on' : 'off', 'at worst': least, 'missing instance-minutes': Math.round(short / 60) }; // prettier-ignore
}
const one = await storm('m5.large', false);
const spread = await storm('m5.large c5.large r5.large', false);
const ahead = await storm('m5.large c5.large r5.large', true);

// #region the table and the checks
table('A pool runs dry', [one, spread, ahead]);
const least = 'at worst';
const missing = 'missing instance-minutes';
check('one pool: all at once, for good', one[least] === 0);
check('three types: a part of them', spread[least] >= 6 && spread[least] < 12); // prettier-ignore
check('and with rebalancing fewer are missing, and for less', ahead[missing] < spread[missing]); // prettier-ignore
// #endregion
