import { check, Cloud, HttpClient, table } from 'desired-capacity';
import type { BalancerOptions } from 'desired-capacity/elasticloadbalancingv2';

const distance = 40; // knob milliseconds from the client to the balancer: 5..100 step 5

const certificate = 'arn:aws:acm:us-east-1:123456789012:certificate/shop';

async function tier(way: string, options: BalancerOptions, port: number) {
  // #region a target that notes what it is told of the client
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch();
  let told = 'nothing';
  const { endpoints } = cloud.ec2;
  endpoints.listen(`${fleet[0]!.id}:${port}`, ({ headers }) => {
    told = headers?.get('x-forwarded-proto') ?? 'nothing';
    return { status: 200 };
  });
  const elb = cloud.elasticloadbalancingv2;
  // #endregion
  const web = elb.balancer('web', {
    targets: fleet,
    port,
    listenerPort: 443,
    ...options,
  });
  await web.until('healthy');
  // #region the client, far away, asks over TLS; then a rule shall turn it away
  const link = (from: string, to: string, delay: number) =>
    cloud.faults.raise({ kind: 'link', from, to, delay });
  for (const { network } of web.nodes)
    link('client', network.id, distance / 1000);
  // The target is some way off too: so the round trips to it can be counted.
  for (const from of ['client', ...web.nodes.map(({ place }) => place)])
    link(from, `${fleet[0]!.id}:${port}`, 0.01);
  const client = new HttpClient(cloud, { tls: true, dns: { keep: 'none' } });
  const first = await client.request({ host: web.dnsName, path: '/admin' });
  const seen = told;
  let byPath = 'no';
  if (web.type === 'application') {
    const [listenerArn] = web.listeners.keys();
    elb.createRule({
      listenerArn: listenerArn!,
      priority: 1,
      conditions: [{ field: 'path-pattern', values: ['/admin'] }],
      actions: [
        {
          type: 'fixed-response',
          fixedResponseConfig: { statusCode: '403' },
        },
      ],
    });
    const again = await client.request({ host: web.dnsName, path: '/admin' });
    if (again.kind === 'response' && again.response.status === 403)
      byPath = 'yes';
  }
  // One round trip opens the connection, one brings the request; TLS takes one more.
  const trips = Math.round((first.latency - (6 * distance) / 1000) / 0.02);
  return {
    way,
    'rules by path': byPath,
    'the target is told': seen,
    'round trips inside': trips,
    'from balancer to target': trips > 2 ? 'encrypted' : 'plain',
    'certificate at the balancer':
      [...web.listeners.values()][0]!.certificates.length > 0 ? 'yes' : 'no',
    'first answer (ms)': Math.round(1000 * first.latency),
  };
  // #endregion
}

const rows = [
  await tier('bridging', { certificate, protocol: 'HTTPS' }, 443),
  await tier('offload', { certificate, protocol: 'HTTP' }, 80),
  await tier('pass-through', { type: 'network', protocol: 'TCP' }, 443),
];
// #region the table and the checks
table('Three ways', rows);
const [bridging, offload, through] = rows;
check(
  'who ends TLS can read, and go by paths',
  bridging!['rules by path'] === 'yes' && offload!['rules by path'] === 'yes',
);
check('who passes it through can’t', through!['rules by path'] === 'no');
check(
  'there TLS goes on to the target, and the balancer has no certificate',
  through!['from balancer to target'] === 'encrypted' &&
    through!['certificate at the balancer'] === 'no',
);
check(
  'only offload is plain inside',
  rows.filter((row) => row['from balancer to target'] === 'plain').length ===
    1,
);
// #endregion
