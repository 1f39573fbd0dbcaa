import { check, Cloud, HttpClient, table } from 'desired-capacity';

const patience = 60; // knob seconds of the idle timeout: 10..120 step 10

// #region a server with a bug and two slow paths, and its balancer
const cloud = new Cloud();
const elb = cloud.elasticloadbalancingv2;
const [server] = cloud.ec2.launch({
  instanceType: 'm7g.medium',
  application: {
    concurrency: 1000,
    demand: ({ path }) =>
      path === '/slow' ? 500 : path === '/long' ? 8 : 0.01,
    respond: ({ path }) => ({ status: path === '/bug' ? 500 : 200 }),
  },
});
const web = elb.balancer('web', {
  targets: [server!],
  attributes: { 'idle_timeout.timeout_seconds': patience },
  group: { 'deregistration_delay.timeout_seconds': 5 },
});
await web.until('healthy');
// #endregion

// #region one request, and what came of it
const rows: Record<string, string | number>[] = [];
async function provoke(
  what: string,
  request: object = {},
  readTimeout = 600,
) {
  const client = new HttpClient(cloud, { readTimeout, maxIdlePerHost: 0 });
  let why = '';
  let by = '';
  let code = 0;
  const seen = rows.length;
  web.onRequest((entry) => {
    if (rows.length === seen) ({ why, by, status: code } = entry);
  });
  const call = client.request({ host: web.dnsName, ...request });
  const outcome = await call;
  await cloud.run(0.1);
  const gave =
    outcome.kind === 'response' ? outcome.response.status : 'nothing';
  rows.push({
    'what happened': what,
    code,
    by: by === 'target' ? 'target' : 'balancer',
    'the client got': gave,
    why,
  });
}
const header = (name: string, value: string) => ({
  headers: new Map([[name, value]]),
});
const addresses = (count: number) =>
  header('x-forwarded-for', Array(count).fill('1.1.1.1').join());
const targetGroupArn = web.targetGroup.arn;
const targets = [{ id: server!.id }];
const takeOut = () => elb.deregisterTargets({ targetGroupArn, targets });
const takeIn = () => elb.registerTargets({ targetGroupArn, targets });
// #endregion
await provoke('all is well');
await provoke('the application fails', { path: '/bug' });
await provoke('a method that is not taken', { method: 'TRACE' });
await provoke('a header of 17 KB', header('x', 'y'.repeat(17_000)));
await provoke('31 addresses in X-Forwarded-For', addresses(31));
await provoke(
  'an odd transfer encoding',
  header('transfer-encoding', 'gzip'),
);
await provoke('the client leaves after two seconds', { path: '/long' }, 2);
await provoke('the application takes too long', { path: '/slow' });
cloud.simulation.schedule(1, takeOut);
await provoke('the target is taken out meanwhile', { path: '/slow' });
await provoke('no target is left');
takeIn();
await cloud.run(60);
cloud.simulation.schedule(0.5, () => server!.host!.crash());
await provoke('the application dies meanwhile', { path: '/long' });
await provoke('nobody listens', {});
// #region the table and the checks
table('Every error has an address', rows);
const codes = rows.map(({ code }) => code);
check(
  'the codes, in order',
  codes.join(' ') === '200 500 405 400 463 501 460 504 502 503 502 502',
);
const byTarget = rows
  .filter(({ by }) => by === 'target')
  .map(({ code }) => code);
check(
  'two of them are the application’s own',
  byTarget.join(' ') === '200 500',
);
// #endregion
