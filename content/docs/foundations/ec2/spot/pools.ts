import { check, Cloud, hours, minutes, plot, table } from 'desired-capacity';

const fleet = 12; // knob instances: 6..60 step 6

const types = ['m5.large', 'c5.large', 'r5.large'];
const zones = ['us-east-1a', 'us-east-1b'];
const pools = types.flatMap((type) => zones.map((zone) => ({ type, zone })));

// AWS needs the capacity of one pool back, whichever it is.
async function night(spread: number) {
  const cloud = new Cloud();
  const { ec2 } = cloud;
  ec2.model.monthlyInterruptions = 0;
  const mine = pools.slice(0, spread);
  // #region the fleet, spread evenly, and how many run
  const all = mine.flatMap(({ type, zone }) =>
    ec2.launch({
      count: fleet / spread,
      instanceType: type,
      placement: { availabilityZone: zone },
      instanceMarketOptions: { marketType: 'spot' },
    }),
  );
  const running = cloud.record(() => all.filter(({ state }) => state === 'running').length, { every: 60 }); // prettier-ignore
  // #endregion
  await cloud.run(hours(1));
  const { type, zone } = mine[0]!;
  ec2.spotPool(type, zone).capacity = 0;
  await cloud.run(minutes(30));
  return running.map(([at, n]): [number, number] => [at / 60, n]);
}
// #region three fleets
const series = [];
const rows = [];
for (const spread of [1, 3, 6]) {
  const points = await night(spread);
  series.push({ name: `${spread} ${spread > 1 ? 'pools' : 'pool'}`, style: 'step' as const, points }); // prettier-ignore
  rows.push({ pools: spread, 'left of the fleet': points.at(-1)![1] });
}
// #endregion
// #region the plot, the table and the checks
plot({
  title: 'A pool is needed elsewhere',
  description:
    'All fleets are complete for an hour. Then the fleet in one pool falls to nothing, the one in three pools to two thirds, the one in six pools to five sixths.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Running instances' },
  series,
});
table(`A fleet of ${fleet}`, rows);
const left = rows.map((row) => row['left of the fleet']);
check('a fleet in one pool is lost with it', left[0] === 0);
check('in three pools a third is lost', left[1] === (fleet * 2) / 3);
check('in six a sixth', left[2] === (fleet * 5) / 6);
// #endregion
