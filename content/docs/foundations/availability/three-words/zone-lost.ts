import {
  arrivals,
  check,
  Cloud,
  HttpClient,
  minutes,
  plot,
  standardRetries,
  table,
} from 'desired-capacity';
import type { Ec2Instance } from 'desired-capacity/ec2';

const interval = 10; // knob seconds between health checks: 5..30 step 5

// Four designs, and a zone that loses its power two minutes later.
// #region their names
type Design = 'one server' | 'active and passive' | 'both active' | 'both active, and clients try again'; // prettier-ignore
// #endregion
async function shop(design: Design) {
  const cloud = new Cloud();
  const { ec2, elasticloadbalancingv2: elb } = cloud;
  // #region one server, or two in two zones
  const [a, b] = elb.defaults().subnets as [string, string];
  const application = { serviceTime: 0.02, concurrency: 500 };
  const count = design === 'one server' ? 1 : 2;
  const servers = [a, b].slice(0, count).flatMap((subnetId) => ec2.launch({ subnetId, application })); // prettier-ignore
  for (const server of servers) await server.until('serving');
  const zone = servers[0]!.zone.name;
  // #endregion
  const spare = design === 'active and passive';
  const host =
    spare || design === 'one server'
      ? oneAddress(cloud, servers, spare)
      : await balanced(cloud, servers, [a, b]);
  return visited(cloud, design, host, zone);
}
// #region an Elastic IP address, and who moves it: two checks without an answer
function oneAddress(cloud: Cloud, servers: Ec2Instance[], spare: boolean) {
  const { allocationId, publicIp } = cloud.ec2.allocateAddress({});
  const [first, second] = servers;
  const point = (to: Ec2Instance) =>
    cloud.ec2.associateAddress({
      allocationId,
      instanceId: to.id,
      allowReassociation: true,
    });
  point(first!);
  if (spare) watch(cloud, first!.address, () => point(second!));
  return `${publicIp}:80`;
}
function watch(cloud: Cloud, host: string, failOver: () => void) {
  const checker = new HttpClient(cloud, { readTimeout: 2, connectTimeout: 2, maxIdlePerHost: 0 }); // prettier-ignore
  cloud.process(function* () {
    for (let failures = 0; failures < 2; yield interval) {
      const { kind } = yield* checker.request({ host });
      failures = kind === 'response' ? 0 : failures + 1;
    }
    failOver();
  });
}
// #endregion
// #region a load balancer over both zones
async function balanced(
  cloud: Cloud,
  targets: Ec2Instance[],
  subnets: string[],
) {
  // prettier-ignore
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    subnets,
    targets,
    healthCheck: { interval, timeout: 2 },
  });
  await web.until('healthy');
  return web.dnsName;
}
// #endregion
// #region visitors, and what they meet
async function visited(
  cloud: Cloud,
  design: Design,
  host: string,
  zone: string,
) {
  // prettier-ignore
  const start = cloud.now;
  const failed = new Map<number, number>();
  const patient = design.endsWith('again');
  const client = new HttpClient(cloud, {
    connectTimeout: 2,
    readTimeout: 2,
    maxIdlePerHost: 0,
    ...(patient && { retries: { ...standardRetries, maxAttempts: 5, wait: () => 1 } }), // prettier-ignore
    onEnd: (outcome) => {
      const at = Math.floor((cloud.now - start) / 10) / 6;
      const bad = outcome.kind !== 'response' || outcome.response.status >= 500; // prettier-ignore
      failed.set(at, (failed.get(at) ?? 0) + Number(bad));
    },
  });
  cloud.faults.raise({ kind: 'down', place: zone }, { at: minutes(2) });
  arrivals(cloud, { rate: 5, lasting: minutes(6) }, () => client.request({ host })); // prettier-ignore
  await cloud.run(minutes(6) + 20);
  const points = [...failed].sort(([x], [y]) => x - y);
  return { design, points, lost: points.reduce((sum, [, n]) => sum + n, 0) };
}
// #endregion
const rows = [
  await shop('one server'),
  await shop('active and passive'),
  await shop('both active'),
  await shop('both active, and clients try again'),
];
// #region the plot, the table and the checks
plot({
  title: 'Failed visits in ten seconds',
  description: 'All lines are at zero until the zone is lost. One server never comes back. A passive server takes over after some seconds in which all visits fail. With both active about half of the visits fail for as long. With clients that try again hardly any fails.', // prettier-ignore
  x: { label: 'Time', unit: 'min' },
  y: { label: 'Failed visits' },
  series: rows.map(({ design, points }) => ({ name: design, style: 'step', points })), // prettier-ignore
  marks: [{ x: 2, label: 'a zone is lost' }],
});
const seconds = (points: [number, number][]) => 10 * points.filter(([, n]) => n > 0).length; // prettier-ignore
table('Six minutes', rows.map(({ design, lost, points }) => ({ design, 'failed visits': lost, 'seconds with failures': seconds(points) }))); // prettier-ignore
const [one, passive, active, again] = rows.map(({ lost }) => lost);
check('one server is lost with its zone', one! > 1000);
check('a passive server takes over when the active one fails', passive! > 0 && passive! < one! / 5); // prettier-ignore
check('with both active, the one in the other zone works on', active! < passive! && active! < one! / 10); // prettier-ignore
check('who tries again notices nothing', again! <= 2);
// #endregion
