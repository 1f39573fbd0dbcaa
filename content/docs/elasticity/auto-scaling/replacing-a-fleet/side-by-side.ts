import { check, Cloud, HttpClient, minutes, table } from 'desired-capacity';

const share = 20; // knob share of the new version: 10..50 step 10 unit %

// A group of the old version and one of the new: ten servers, three designs.
async function deploy(design: string) {
  // #region a zone, a balancer and two groups; the new version's page has status 201
  const cloud = new Cloud();
  const { autoscaling, ec2, elasticloadbalancingv2: elb, route53 } = cloud;
  const subnets = elb.defaults().subnets.slice(0, 2);
  const zone = route53.zone('example.com');
  const group = (version: string, targetGroup: { arn: string }) => {
    const ours = version === 'new' ? share / 10 : 10 - share / 10;
    ec2.application({ serviceTime: 0.01, respond: ({ path }) => ({ status: version === 'new' && path === '/page' ? 201 : 200 }) }); // prettier-ignore
    autoscaling.createGroup(version, { minSize: ours, maxSize: ours, vpcZoneIdentifier: subnets.join(), targetGroupARNs: [targetGroup.arn] }); // prettier-ignore
    return cloud.run(minutes(2));
  };
  const web = elb.balancer('web', { subnets });
  const www = { name: 'www', evaluateTargetHealth: true };
  // #endregion
  await group('old', web.targetGroup);
  if (design === 'one target group') await group('new', web.targetGroup);
  if (design === 'two target groups') {
    const green = elb.group('green', {});
    // #region the listener's weights
    const [listener] = web.listeners.values();
    const targetGroups = [
      { targetGroupArn: web.targetGroup.arn, weight: 100 - share },
      { targetGroupArn: green.arn, weight: share },
    ];
    elb.modifyListener({
      listenerArn: listener!.arn,
      defaultActions: [{ type: 'forward', forwardConfig: { targetGroups } }],
    });
    // #endregion
    await group('new', green);
  }
  if (design === 'two balancers') {
    const other = elb.balancer('other', { subnets });
    const [old, fresh] = [web, other].map(({ dnsName: alias }) => ({ ...www, alias })); // prettier-ignore
    zone.upsert({ ...old!, setIdentifier: 'old', weight: 100 - share });
    zone.upsert({ ...fresh!, setIdentifier: 'new', weight: share });
    await group('new', other.targetGroup);
  } else zone.upsert({ ...www, alias: web.dnsName });
  // #region forty clients, each with a resolver of its own, ask twenty times in forty seconds
  await cloud.run(minutes(3));
  const met = Array.from({ length: 40 }, () => {
    const resolver = route53.resolver();
    const resolve = (name: string) =>
      cloud.simulation.process(function* () {
        yield 0.001;
        return { addresses: resolver.ask(name).values, ttl: 0 };
      });
    const client = new HttpClient(cloud, { resolve, maxIdlePerHost: 0 });
    cloud.process(function* () {
      for (let n = 0; n < 20; n++, yield 2)
        yield* client.request({ host: 'www.example.com', path: '/page' });
    });
    return client.outcomes.statuses;
  });
  await cloud.run(minutes(2));
  const all = met.map(
    (one) => [one.get(200) ?? 0, one.get(201) ?? 0] as const,
  );
  const sum = (i: 0 | 1) => all.reduce((total, one) => total + one[i], 0);
  return {
    design,
    'requests to the new version (%)': Math.round((100 * sum(1)) / (sum(0) + sum(1))), // prettier-ignore
    'clients that met both': all.filter(([old, fresh]) => old > 0 && fresh > 0).length, // prettier-ignore
    'the new one alone': all.filter(([old]) => old === 0).length,
  };
  // #endregion
}
const rows = [];
for (const design of ['one target group', 'two target groups', 'two balancers']) rows.push(await deploy(design)); // prettier-ignore
table('Forty clients, twenty requests each', rows);
// #region the checks
type Row = Awaited<ReturnType<typeof deploy>>;
const [one, two, three] = rows as [Row, Row, Row];
const isShare = (row: Row, off: number) => Math.abs(row['requests to the new version (%)'] - share) <= off; // prettier-ignore
check('in one target group the servers are the share, for each request', isShare(one, 6) && one['clients that met both'] > 25); // prettier-ignore
check('with two target groups the weights are, for each request', isShare(two, 6) && two['clients that met both'] > 25); // prettier-ignore
check('with two balancers the records divide the clients', three['the new one alone'] > 0 && three['the new one alone'] < 35); // prettier-ignore
check('and each client stays where its answer leads', three['clients that met both'] === 0); // prettier-ignore
// #endregion
