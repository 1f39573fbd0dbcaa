import { check, Cloud, hours, minutes, table } from 'desired-capacity';
import { INSTANCE_TYPES } from 'desired-capacity/ec2';
import { fleet, type Part } from './outlive.starter.ts';

const zones = ['us-east-1a', 'us-east-1b'];
const types = ['m5.large', 'c5.large', 'r5.large'];

// How many are left when AWS needs some pools back?
async function left(lost: (type: string, zone: string) => boolean) {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  ec2.model.monthlyInterruptions = 0;
  // #region launch, run an hour, lose the pools
  const all = fleet.flatMap(({ type, zone, count, spot }) =>
    ec2.launch({
      count,
      instanceType: type,
      placement: { availabilityZone: zone },
      ...(spot && { instanceMarketOptions: { marketType: 'spot' as const } }),
    }),
  );
  await cloud.run(hours(1));
  const price = ({ type, zone, spot }: Part) =>
    spot ? ec2.spotPool(type, zone).price.at(cloud.now) : INSTANCE_TYPES.get(type)!.price!; // prettier-ignore
  const usd = fleet.reduce((sum, part) => sum + part.count * price(part), 0);
  for (const type of types)
    for (const zone of zones)
      if (lost(type, zone)) ec2.spotPool(type, zone).capacity = 0;
  await cloud.run(minutes(30));
  return { usd, n: all.filter(({ state }) => state === 'running').length };
  // #endregion
}
// #region the table and the checks
const { n: all, usd } = await left(() => false);
let worst = all;
for (const type of types)
  for (const zone of zones)
    worst = Math.min(worst, (await left((t, z) => t === type && z === zone)).n); // prettier-ignore
const { n: bought } = await left(() => true);
table('The fleet', [
  { when: 'all is well', running: all },
  { when: 'one pool is lost, the worst', running: worst },
  { when: 'all Spot pools are lost', running: bought },
]);
console.log(`${Math.round(usd * 100) / 100} USD an hour`);
check('there are twelve', all === 12);
check('whichever pool is lost, nine are left', worst >= 9);
check('when every Spot pool is lost, three are left', bought >= 3);
check(
  'an hour costs less than 0.65 USD: On-Demand, all would cost 1.15',
  usd < 0.65,
);
// #endregion
