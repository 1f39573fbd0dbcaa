import { AwsError, check, Cloud, HttpClient } from 'desired-capacity';
import { settings } from './inside.starter.ts';

const { type, protocol, certificate } = settings;
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const fleet = cloud.ec2.launch();
const port = protocol === 'HTTP' ? 80 : 443;
cloud.ec2.endpoints.listen(`${fleet[0]!.id}:${port}`, () => ({
  status: 200,
}));
const web = elb.balancer('web', {
  ...{ type, protocol, port, targets: fleet, listenerPort: 443 },
  ...(certificate && {
    certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/shop',
  }),
});
await web.until('healthy');
// The target is far away, so that round trips to it can be counted.
for (const from of ['client', ...web.nodes.map(({ place }) => place)])
  cloud.faults.raise({
    ...{ kind: 'link', from, to: `${fleet[0]!.id}:${port}`, delay: 0.05 },
  });
const client = new HttpClient(cloud, { tls: true });
const ask = (path: string) => client.request({ host: web.dnsName, path });
const first = await ask('/shop');
const trips = Math.round(first.latency / 0.1);
try {
  elb.createRule({
    listenerArn: [...web.listeners.keys()][0]!,
    priority: 1,
    conditions: [{ field: 'path-pattern', values: ['/admin'] }],
    actions: [
      {
        type: 'fixed-response',
        fixedResponseConfig: { statusCode: '403' },
      },
    ],
  });
} catch (error) {
  if (!(error instanceof AwsError)) throw error;
}
const second = await ask('/admin');
const status = second.kind === 'response' ? second.response.status : 0;
const ends = [...web.listeners.values()][0]!.protocol !== 'HTTP';
check('the shop answers', first.kind === 'response');
check('the way to the balancer is encrypted', ends);
check('the way to the target is encrypted', trips >= 3, `${trips} trips`);
check('/admin ends at the balancer', status === 403, `it got ${status}`);
