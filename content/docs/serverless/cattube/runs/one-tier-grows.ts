import { check, plot } from 'desired-capacity';
import type { Cloud, Point } from 'desired-capacity';
import { aDay, BEGIN, type Ground } from './day.ts';
import { tiers } from './tiers.ts';

// #region a day of the tiers, with two counters
const points: Record<string, Point[]> = {};
let cloud!: Cloud;
function counted(ground: Ground) {
  const site = tiers(ground);
  cloud = ground.cloud;
  const group = cloud.autoscaling.group('processing');
  const inGroup = () => group.inService.length;
  points['processing'] = cloud.record(inGroup, { every: 300 });
  const ofType = () =>
    cloud.ec2.instances.filter(
      ({ state, id }) =>
        state === 'running' && !group.instances.some((one) => one.id === id),
    ).length;
  points['web'] = cloud.record(ofType, { every: 300 });
  return site;
}
// #endregion
const day = await aDay(counted, ['viral']);
// #region the plot and the checks
plot({
  title: 'Instances of two tiers',
  description:
    'The web tier has two all day. The processing tier has two, grows to six in the viral hour, and goes back.',
  x: { label: 'Hour of the day', unit: 'h' },
  y: { label: 'Instances' },
  series: Object.entries(points).map(([name, list]) => ({
    name,
    style: 'step' as const,
    points: list.map(([t, n]) => [BEGIN + t / 3600, n] as const),
  })),
});
const most = (name: string) => Math.max(...points[name]!.map(([, n]) => n));
const [, inside] = ['door', 'inside'].map((name) =>
  cloud.elasticloadbalancingv2.find(name),
);
check('the processing tier grows', most('processing') === 6);
check('the web tier does not', most('web') === 2 && most('processing') > 2); // prettier-ignore
check(
  'an internal balancer stands between them',
  inside!.dnsName.startsWith('internal-inside-') &&
    inside!.targetGroup.targets.size >= 2,
);
check('it grows too late for some', day.lost(17, 18) > 0);
// #endregion
