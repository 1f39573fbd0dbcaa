import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  minutes,
  plot,
  table,
} from 'desired-capacity';

const most = 3; // knob so many zones at most: 2..4

// Six servers behind a balancer, in one, two or three zones. A zone dies.
async function tier(zones: number) {
  const cloud = new Cloud();
  const { elasticloadbalancingv2: elb } = cloud;
  // #region servers in so many zones, and a balancer with a node in each
  const subnets = elb.defaults().subnets.slice(0, Math.max(2, zones));
  const application = { serviceTime: 0.02, concurrency: 500 };
  const fleet = Array.from({ length: 6 }, (_, i) =>
    cloud.ec2.launch({ subnetId: subnets[i % zones]!, application }),
  ).flat();
  const web = elb.balancer('web', {
    subnets,
    targets: fleet,
    healthCheck: { interval: 10, timeout: 2 },
  });
  await web.until('healthy');
  // #endregion
  // #region who visits, and what they meet
  const start = cloud.now;
  const failed = new Map<number, number>();
  const client = new HttpClient(cloud, {
    connectTimeout: 2,
    readTimeout: 2,
    maxIdlePerHost: 0,
    onEnd: (outcome) => {
      const at = Math.floor((cloud.now - start) / 10) / 6;
      const bad = outcome.kind !== 'response' || outcome.response.status >= 500; // prettier-ignore
      failed.set(at, (failed.get(at) ?? 0) + Number(bad));
    },
  });
  // #endregion
  const zone = fleet[0]!.zone.name;
  cloud.faults.raise({ kind: 'down', place: zone }, { at: minutes(1) });
  arrivals(cloud, { rate: 6, lasting: minutes(4) }, () =>
    client.request({ host: web.dnsName }),
  );
  await cloud.run(minutes(4) + 10);
  // #region what is left
  const up = fleet.filter(({ id }) => cloud.faults.isUp(id)).length;
  const points = [...failed].sort(([a], [b]) => a - b);
  const late = points.filter(([x]) => x >= 2.5 && x < 3.9);
  return {
    zones,
    up,
    points,
    lost: points.reduce((sum, [, n]) => sum + n, 0),
    late: late.reduce((sum, [, n]) => sum + n, 0),
  };
  // #endregion
}

const tiers = [];
for (let zones = 1; zones <= most; zones++) tiers.push(await tier(zones));
// #region the plot, the table and the checks
plot({
  title: 'Failed visits in ten seconds',
  description:
    'All lines are at zero for a minute. The tier in one zone then fails for good. With two and three zones some visits fail for some seconds; fewer with three.',
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Failed visits' },
  series: tiers.map(({ zones, points }) => ({
    name: zones === 1 ? 'one zone' : `${zones} zones`,
    style: 'step',
    points,
  })),
  marks: [{ x: 1, label: 'a zone dies' }],
});
table(
  'Six servers, four minutes',
  tiers.map(({ zones, up, lost }) => ({
    zones,
    'servers left': up,
    'failed visits': lost,
  })),
);
const [one, two, three] = tiers;
check('in one zone all servers die together', one!.up === 0 && one!.late > 100); // prettier-ignore
check('in two zones half of them live on', two!.up === 3);
check('in three zones two thirds do', three ? three.up === 4 : true);
check('and what lives on serves', tiers.slice(1).every(({ late }) => late === 0)); // prettier-ignore
// #endregion
