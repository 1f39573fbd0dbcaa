import { check, Cloud, HttpClient, users } from 'desired-capacity';
import { cartsOf, sticky } from './carts.starter.ts';

const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const store = new Set<string>();
const served = new Map<string, number>();
const start = (count: number) => {
  const fleet = cloud.ec2.launch({ count });
  for (const { id } of fleet) {
    const carts = cartsOf(id, store);
    cloud.ec2.endpoints.listen(`${id}:80`, ({ headers }) => {
      const who = headers?.get('x-visitor');
      if (who === undefined) return { status: 200 };
      served.set(id, (served.get(id) ?? 0) + 1);
      const found = carts.has(who);
      carts.add(who);
      return { status: 200, body: found ? 'cart' : 'empty' };
    });
  }
  return fleet;
};
const servers = start(4);
const fleet = servers.slice(0, 2);
const more = servers.slice(2);
const web = elb.balancer('web', {
  targets: fleet,
  zones: 6,
  healthCheck: { interval: 10, timeout: 2 },
  group: { 'stickiness.enabled': sticky },
});
await web.until('healthy');
let empty = 0;
const client = new HttpClient(cloud, { maxPerHost: 1000 });
users(cloud.simulation, {
  count: 40,
  client,
  thinkTime: (random) => random.exponential(10),
  *visit(user) {
    const headers = new Map([['x-visitor', `${user.number}`]]);
    const outcome = yield* user.request({ host: web.dnsName, headers });
    if (outcome.kind === 'response' && outcome.response.body === 'empty')
      empty += 1;
  },
});
await cloud.run(120);
// Two more servers; what share of the visits do they get?
const targets = more.map(({ id }) => ({ id }));
elb.registerTargets({ targetGroupArn: web.targetGroup.arn, targets });
await cloud.run(60);
served.clear();
await cloud.run(120);
const all = [...served.values()].reduce((sum, n) => sum + n, 0);
const fresh = more.reduce((sum, { id }) => sum + (served.get(id) ?? 0), 0);
const share = Math.round((100 * fresh) / all);
// Then one of the old ones dies.
cloud.ec2.endpoints.at(`${fleet[0]!.id}:80`)!.condition = { kind: 'refuse' };
await cloud.run(180);
const lost = empty - 40;
check('no cart is lost with a server', lost <= 0, `${lost} are`);
check('newcomers get their part', share >= 40, `they get ${share} %`);
