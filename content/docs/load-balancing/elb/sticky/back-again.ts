import { check, Cloud, HttpClient, table, users } from 'desired-capacity';

// One visitor clicks every five seconds. Her server stops, and comes back.
async function visitor(sticky: boolean) {
  const cloud = new Cloud();
  const fleet = cloud.ec2.launch({ count: 3, application: {} });
  const web = cloud.elasticloadbalancingv2.balancer('web', {
    targets: fleet,
    healthCheck: { interval: 10, timeout: 2 },
    group: { 'stickiness.enabled': sticky },
  });
  await web.until('healthy');
  // #region who serves each click
  const start = cloud.now;
  const names = new Map(fleet.map(({ id }, i) => [id, 'ABC'[i]!]));
  const served: { minute: number; by: string }[] = [];
  web.onRequest(({ time, target }) =>
    served.push({
      minute: Math.floor((time - start) / 60),
      by: names.get(target!)!,
    }),
  );
  users(cloud.simulation, {
    count: 1,
    client: new HttpClient(cloud),
    thinkTime: () => 5,
    *visit(user) {
      yield* user.request({ host: web.dnsName });
    },
  });
  const by = (minute: number) =>
    [...new Set(served.filter((one) => one.minute === minute).map((one) => one.by))].sort().join(' '); // prettier-ignore
  // #endregion
  await cloud.run(120);
  const server = fleet['ABC'.indexOf(by(1)[0]!)]!;
  const endpoint = cloud.ec2.endpoints.at(`${server.id}:80`)!;
  endpoint.condition = { kind: 'refuse' }; // it stops …
  await cloud.run(180);
  endpoint.condition = { kind: 'accept' }; // … and comes back
  await cloud.run(300);
  return { 'at first': by(1), 'while it is down': by(4), 'when it is back': by(9) }; // prettier-ignore
}
const bare = await visitor(false);
const stuck = await visitor(true);
// #region the table and the checks
table('Who serves her', [
  { sticky: 'no', ...bare },
  { sticky: 'yes', ...stuck },
]);
check('without stickiness the servers take turns', bare['at first'] === 'A B C'); // prettier-ignore
check('with it one serves her', stuck['at first'].length === 1);
check(
  'when it stops, another one takes over',
  stuck['while it is down'].length === 1 &&
    stuck['while it is down'] !== stuck['at first'],
);
check(
  'and keeps her when the first is back',
  stuck['when it is back'] === stuck['while it is down'],
);
// #endregion
