import {
  arrivals,
  Cloud,
  HttpClient,
  minutes,
  Outcomes,
  spike,
  type Reply,
} from 'desired-capacity';
import type { Application } from 'desired-capacity/ec2';

/** A way to serve a page: asks once, and says whether it went well. */
type Ask = () => Generator<Reply<unknown>, boolean>;

/**
 * A page takes two seconds of a processor; a server has one. It works on five
 * pages at a time, and answers 503 to whoever comes on top.
 */
const page: Application = {
  concurrency: 5,
  backlog: 0,
  demand: ({ path }, random) => (path === '/health' ? 0.001 : random.exponential(2)), // prettier-ignore
};
const instanceType = 'm7g.medium';

/** Requests a second where nothing is the matter. */
export const QUIET = 0.1;

const clientOf = (cloud: Cloud, options = {}) =>
  new HttpClient(cloud, { connectTimeout: 2, readTimeout: 25, maxPerHost: 500, maxIdlePerHost: 0, ...options }); // prettier-ignore
const asking = (client: HttpClient, host: string): Ask =>
  function* () {
    const outcome = yield* client.request({ host });
    return outcome.kind === 'response' && outcome.response.status < 500;
  };
/** A busy server misses a check now and then: four in a row are too many. */
const checks = { path: '/health', interval: 5, timeout: 4, unhealthyThreshold: 4, healthyThreshold: 2 }; // prettier-ignore

/** A group behind a balancer, with so many seconds to set a server up. */
async function group(cloud: Cloud, startup: number) {
  const subnets = cloud.elasticloadbalancingv2.defaults().subnets.slice(0, 2);
  const web = cloud.elasticloadbalancingv2.balancer('web', { subnets, healthCheck: checks }); // prettier-ignore
  cloud.ec2.application({ ...page, startup });
  const fleet = cloud.autoscaling.createGroup('web', {
    minSize: 2,
    maxSize: 10,
    instanceType,
    vpcZoneIdentifier: subnets.join(),
    targetGroupARNs: [web.targetGroup.arn],
    defaultInstanceWarmup: startup + 30,
  });
  fleet.trackCpu(50);
  await cloud.run(minutes(10));
  return asking(clientOf(cloud), web.dnsName);
}

function makeFunction(cloud: Cloud) {
  const random = cloud.random('page');
  cloud.lambda.createFunction({
    functionName: 'page',
    memorySize: 1769,
    timeout: 25,
    code: {
      initDuration: 0.4,
      load: () => () => ({ statusCode: 200, body: 'a page' }),
      duration: () => random.exponential(2),
    },
  });
}

/** Eight ways, as far as their services are modelled. */
export const ways: Record<string, (cloud: Cloud) => Promise<Ask> | Ask> = {
  'EC2 and an Elastic IP': async (cloud) => {
    const [server] = cloud.ec2.launch({ instanceType, subnetId: cloud.elasticloadbalancingv2.defaults().subnets[0]!, application: page }); // prettier-ignore
    await server!.until('serving');
    const { allocationId, publicIp } = cloud.ec2.allocateAddress({});
    cloud.ec2.associateAddress({ allocationId, instanceId: server!.id });
    return asking(clientOf(cloud), `${publicIp}:80`);
  },
  'EC2 and Route 53': async (cloud) => {
    const { route53 } = cloud;
    const zone = route53.zone('example.com');
    for (const subnetId of cloud.elasticloadbalancingv2
      .defaults()
      .subnets.slice(0, 2)) {
      // prettier-ignore
      const [server] = cloud.ec2.launch({ instanceType, subnetId, application: page }); // prettier-ignore
      await server!.until('serving');
      const values = server!.publicAddress!;
      const health = route53.healthCheck({ ipAddress: values, type: 'TCP', port: 80, requestInterval: 10 }); // prettier-ignore
      zone.upsert({ name: 'www', ttl: 60, values, setIdentifier: values, weight: 1, healthCheckId: health.id }); // prettier-ignore
    }
    await cloud.run(minutes(2));
    const clients = Array.from({ length: 20 }, () => {
      const resolver = route53.resolver({ at: 'IAD' });
      const resolve = (name: string) =>
        cloud.simulation.process(function* () {
          yield 0.001;
          return { addresses: resolver.ask(name).values, ttl: 5 };
        });
      return asking(clientOf(cloud, { resolve }), 'www.example.com');
    });
    let n = 0;
    return () => clients[n++ % clients.length]!();
  },
  'ALB and a group': (cloud) => group(cloud, 150),
  'the same, image prepared': (cloud) => group(cloud, 10),
  'ALB and Lambda': async (cloud) => {
    makeFunction(cloud);
    const functionArn = `arn:aws:lambda:us-east-1:${cloud.account}:function:page`;
    cloud.lambda.addPermission({ functionName: 'page', statementId: 'balancer', action: 'lambda:InvokeFunction', principal: 'elasticloadbalancing.amazonaws.com' }); // prettier-ignore
    const web = cloud.elasticloadbalancingv2.balancer('web', { targets: [functionArn] }); // prettier-ignore
    await web.until('active');
    return asking(clientOf(cloud), web.dnsName);
  },
  'API Gateway and Lambda': (cloud) => {
    makeFunction(cloud);
    const api = cloud.apigatewayv2.build('shop', { $default: { lambda: 'page' } }); // prettier-ignore
    return function* () {
      return (yield* api.request()).status < 500;
    };
  },
  'API Gateway to SQS': (cloud) => {
    cloud.sqs.createQueue('jobs');
    const integration = {
      type: 'AWS',
      integrationHttpMethod: 'POST',
      uri: `arn:aws:apigateway:us-east-1:sqs:path/${cloud.account}/jobs`,
      credentials: `arn:aws:iam::${cloud.account}:role/api`,
      requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" }, // prettier-ignore
      requestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' }, // prettier-ignore
    } as const;
    const api = cloud.apigateway.build('shop', { 'POST /': { integration, responses: { 200: {} } } }); // prettier-ignore
    return function* () {
      const headers = { 'content-type': 'application/json' };
      return (yield* api.request({ method: 'POST', body: '{}', headers })).status < 300; // prettier-ignore
    };
  },
};

/** One way: five minutes of quiet; then a peak of ten minutes, or the loss of a zone. */
export async function serve(way: string, peak: number, zone?: string) {
  const cloud = new Cloud({ traceLimit: 0 });
  const ask = await ways[way]!(cloud);
  // The first minute of a server is paid at once.
  await cloud.run(minutes(2));
  const before = cloud.meter.cost();
  const start = cloud.now;
  const quiet = minutes(5);
  const outcomes = new Outcomes();
  let [failed, calls, lastBad] = [0, 0, 0];
  const points = new Map<number, number>();
  const rate = peak > QUIET ? spike({ base: QUIET, peak, at: quiet, lasting: minutes(10) }) : QUIET; // prettier-ignore
  arrivals(cloud, { rate, lasting: minutes(17) }, function* () {
    const begun = cloud.now;
    const ok = yield* ask();
    calls += 1;
    const minute = Math.floor((begun - start) / 30) / 2;
    points.set(minute, (points.get(minute) ?? 0) + Number(!ok));
    if (ok) return void outcomes.latency.add(cloud.now - begun);
    failed += 1;
    lastBad = Math.max(lastBad, begun - start - quiet);
  });
  await cloud.run(quiet);
  // A balancer's first hour is paid at once, too; then it is as much each hour.
  const door = cloud.meter.bill().find(({ item }) => item === 'Application Load Balancers')?.usd ?? 0; // prettier-ignore
  const usd = cloud.meter.cost() - before + door / 12;
  if (zone !== undefined) cloud.faults.raise({ kind: 'down', place: zone });
  await cloud.run(minutes(10));
  const loaded = cloud.meter.cost() - before - usd + door / 4;
  await cloud.run(minutes(3));
  return {
    way,
    calls,
    failed,
    points: [...points].sort(([a], [b]) => a - b),
    p99: outcomes.latency.quantile(0.99),
    lastBad,
    /** US dollars for a month of quiet. */
    month: usd * 12 * 24 * 30,
    /** US dollars for a month at the peak. */
    peakMonth: loaded * 6 * 24 * 30,
  };
}
