import { arrivals, Cloud, HttpClient } from 'desired-capacity';
import type { Bundle } from 'desired-capacity/elasticbeanstalk';

export const POLICIES = ['AllAtOnce', 'Rolling', 'RollingWithAdditionalBatch', 'Immutable', 'TrafficSplitting', 'blue/green'] as const; // prettier-ignore
export type Way = (typeof POLICIES)[number];

/** What happened while four instances of v1 were replaced by v2. */
export interface Run {
  way: Way;
  seconds: number;
  points: [number, number][];
  /** Instances at most, and instance hours beyond those of four. */
  most: number;
  extra: number;
  failed: number;
  calls: number;
  runs: string[];
  label: string;
}

/** A shop on four instances, two visitors a second; v2 is deployed one way. */
export async function deploy(way: Way, v2: Bundle = {}, options: object = {}, batch = 1): Promise<Run> {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const eb = cloud.elasticbeanstalk;
  const blueGreen = way === 'blue/green';
  const given = {
    'aws:autoscaling:asg': { MinSize: 4, MaxSize: 4 },
    'aws:elasticbeanstalk:command': {
      DeploymentPolicy: blueGreen ? 'AllAtOnce' : way,
      BatchSizeType: 'Fixed',
      BatchSize: batch,
      ...options,
    },
  };
  const shop = eb.application('shop').version('v1', { serviceTime: 0.05 });
  const web = shop.environment('shop-web', { options: given });
  await web.until('Ready');
  await cloud.run(30);
  // Visitors all the time, and who answers them.
  const client = new HttpClient(cloud, { maxPerHost: 500, maxAge: 60 });
  const host = web.cname!;
  arrivals(cloud, { rate: 2 }, () => client.request({ host }));
  let live = web;
  const from = cloud.now;
  let [most, hours] = [0, 0];
  const able = () => live.instances.filter((id) => cloud.ec2.instance(id).serving).length; // prettier-ignore
  cloud.process(function* () {
    for (;;) {
      const all = cloud.ec2.instances.length;
      most = Math.max(most, all);
      hours += (all - 4) / 360;
      yield 10;
    }
  });
  const points = cloud.record(able, { every: 4 });
  shop.version('v2', { serviceTime: 0.05, ...v2 });
  if (blueGreen) {
    const green = shop.environment('shop-green', { version: 'v2', options: given }); // prettier-ignore
    await green.until('Ready');
    if (green.health === 'Green') {
      eb.swapEnvironmentCNAMEs({ sourceEnvironmentName: 'shop-web', destinationEnvironmentName: 'shop-green' }); // prettier-ignore
      await green.until('Ready');
      live = green;
      await cloud.run(120); // until nobody remembers the old addresses
    }
    const old = live === green ? web : green;
    old.terminate();
    await old.until('Terminated');
  } else {
    web.deploy('v2');
    await web.until('Ready');
  }
  const seconds = cloud.now - from;
  await cloud.run(60);
  const { calls, statuses } = client.outcomes;
  return {
    way,
    seconds,
    points: points.map(([x, y]) => [x - from, y]),
    most,
    extra: hours,
    failed: calls - (statuses.get(200) ?? 0),
    calls,
    runs: live.runs,
    label: live.versionLabel,
  };
} // prettier-ignore
