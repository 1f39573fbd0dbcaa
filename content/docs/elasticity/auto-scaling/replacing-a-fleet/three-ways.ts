import {
  check,
  Cloud,
  hours,
  minutes,
  playback,
  plot,
  recordFleet,
  table,
} from 'desired-capacity';

// Ten instances are replaced by ten of a new version. A newcomer needs
// three minutes to warm up.
async function refresh(name: string, min: number, max?: number) {
  // #region a group of ten
  const cloud = new Cloud();
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 10,
    maxSize: 10,
    defaultInstanceWarmup: 180,
  });
  await cloud.run(minutes(10));
  // #endregion
  // #region how many have been in service for three minutes
  const warm = new Map<string, number>();
  const ready = () => {
    for (const { id } of web.inService) if (!warm.has(id)) warm.set(id, cloud.now - (warm.size < 10 ? 180 : 0)); // prettier-ignore
    return web.inService.filter(({ id }) => cloud.now >= warm.get(id)! + 180).length; // prettier-ignore
  };
  ready();
  // #endregion
  cloud.autoscaling.startInstanceRefresh({
    autoScalingGroupName: 'web',
    preferences: {
      minHealthyPercentage: min,
      ...(max && { maxHealthyPercentage: max }),
    },
  });
  const from = cloud.now;
  const fleet = recordFleet(cloud, web, { name, every: 60 });
  // #region until it has ended
  const points = cloud.record(ready, { every: 20 });
  let most = 0;
  let end = 0;
  while (end === 0) {
    await cloud.run(20);
    most = Math.max(most, web.inService.length);
    const [one] = cloud.autoscaling.describeInstanceRefreshes({
      autoScalingGroupName: 'web',
    }).instanceRefreshes!;
    if (one!.endTime) end = cloud.now;
  }
  const least = Math.min(...points.map(([, n]) => n));
  return { bounds: name, fleet, points, minutes: Math.round((end - from) / 60), 'ready at worst': least, 'in service at most': most }; // prettier-ignore
  // #endregion
}
const careful = await refresh('90 % (default)', 90);
const more = await refresh('100 to 110 %', 100, 110);
const both = await refresh('100 to 200 %', 100, 200);
const risky = await refresh('50 %', 50);
// #region the playback, the plot, the table and the checks
const all = [careful, more, both, risky];
playback({
  title: 'One tenth at a time, and all at once',
  description:
    'With the default an instance goes, another one comes and warms up, ten times over. With up to 200 % ten new ones come first, and the ten old ones leave together.',
  scenes: [careful.fleet, both.fleet],
});
plot({
  title: 'Instances that are ready',
  description:
    'Two ways stay at ten or nine and take long, or double the fleet and are quick. One goes down to five.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Instances' },
  series: all.map(({ bounds, points }) => ({ name: bounds, style: 'step' as const, points })), // prettier-ignore
});
table(
  'Ten instances replaced',
  all.map(({ points: _, fleet: __, ...row }) => row),
);
check('the default is one short of ten, and slow', careful['ready at worst'] === 9 && careful.minutes > 30); // prettier-ignore
check('more than all keeps ten ready', more['ready at worst'] >= 10 && both['ready at worst'] >= 10); // prettier-ignore
check('both fleets at once is quick', both.minutes < 8 && both['in service at most'] === 20); // prettier-ignore
check('half is quick too, and half is gone', risky.minutes < 15 && risky['ready at worst'] === 5); // prettier-ignore
void hours;
// #endregion
