import { Cloud, hours, minutes } from 'desired-capacity';

/** What stands in the recovery Region, and how old its data may be. */
export interface Plan {
  /** Web servers that run there all the time. Six carry the load. */
  servers: number;
  /** Whether a database runs there all the time, a replica of the other. */
  replica: boolean;
  /** Hours between backups, where there is no replica. */
  backupEvery: number;
  /** Minutes until somebody decides to recover; nobody has to, where servers run. */
  decide: number;
}

const NEEDED = 6;
const instanceType = 'm7g.large';

/** Loses the main Region after a day and five hours, and recovers by plan. */
export async function lose(plan: Plan) {
  const cloud = new Cloud({ region: 'us-east-1' });
  const there = cloud.region('ap-southeast-2');
  const { route53, faults } = cloud;
  // A failover pair, with a check of the main Region.
  for (const [ip, place] of [
    ['192.0.2.1', 'us-east-1'],
    ['192.0.2.2', 'ap-southeast-2'],
  ] as const)
    route53.endpoints.listen(`${ip}:80`, () => ({ status: 200 }), { place });
  const health = route53.healthCheck({ ipAddress: '192.0.2.1' });
  const zone = route53.zone('shop.example');
  const www = { name: 'www', ttl: 60 };
  zone.upsert({ ...www, values: '192.0.2.1', setIdentifier: 'main', failover: 'PRIMARY', healthCheckId: health.id }); // prettier-ignore
  zone.upsert({ ...www, values: '192.0.2.2', setIdentifier: 'other', failover: 'SECONDARY' }); // prettier-ignore
  // What runs in the recovery Region from the beginning.
  there.ec2.application({ startup: 30 });
  const web = there.autoscaling.createGroup('web', { minSize: plan.servers, maxSize: NEEDED, instanceType }); // prettier-ignore
  let hasData = plan.replica;
  if (plan.replica) there.ec2.launch({ instanceType });
  // Orders, one a second, and how many of them there is a copy of.
  let [orders, copied] = [0, 0];
  cloud.process(function* () {
    for (; faults.isUp('us-east-1'); yield 1) orders += 1;
  });
  cloud.process(function* () {
    for (; faults.isUp('us-east-1');) {
      const now = orders;
      yield plan.replica ? 2 : hours(plan.backupEvery);
      if (faults.isUp('us-east-1')) copied = plan.replica ? now : orders;
    }
  });
  await cloud.run(hours(24));
  const usd = cloud.meter.bill().filter(({ service }) => service === 'Amazon EC2').reduce((sum, line) => sum + line.usd, 0); // prettier-ignore
  await cloud.run(hours(5));
  faults.raise({ kind: 'down', place: 'us-east-1' });
  const died = cloud.now;
  cloud.process(function* recover() {
    while (health.isHealthy) yield 1;
    if (plan.servers === 0) yield minutes(plan.decide);
    there.autoscaling.updateAutoScalingGroup({ autoScalingGroupName: 'web', minSize: NEEDED }); // prettier-ignore
    // A terabyte of backups is read at 100 MB a second.
    if (!plan.replica) yield 10_000;
    hasData = true;
  });
  let [first, whole] = [Infinity, Infinity];
  cloud.process(function* customer() {
    const resolver = route53.resolver({ at: 'LHR' });
    for (; whole === Infinity; yield 5) {
      const [address] = resolver.ask('www.shop.example').values;
      const serving = web.inService.filter(({ id }) => there.ec2.instance(id).serving); // prettier-ignore
      if (address !== '192.0.2.2' || !hasData || serving.length === 0) continue; // prettier-ignore
      first = Math.min(first, cloud.now - died);
      if (serving.length >= NEEDED) whole = cloud.now - died;
    }
  });
  await cloud.run(hours(6));
  return {
    /** Minutes until the first customer is served. */
    first: first / 60,
    /** Minutes until all are. */
    whole: whole / 60,
    /** Minutes of orders that are lost. */
    lost: (orders - copied) / 60,
    /** US dollars for the servers of the recovery Region, in a month of 30 days. */
    usd: 30 * usd,
  };
}
