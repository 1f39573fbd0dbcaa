import { arrivals, Cloud, HttpClient, minutes, Outcomes, type Reply } from 'desired-capacity'; // prettier-ignore

/** Asks once, and says whether an answer came. */
type Ask = () => Generator<Reply<unknown>, boolean>;

/** A place for code, set up for so many requests a second, and for so many at the peak of its day. */
type Compute = (cloud: Cloud, rate: number, peak: number) => Promise<Ask>;

/** A request keeps one vCPU busy for a tenth of a second. */
const SECONDS = 0.1;
/** So many copies that this part of their vCPUs is busy; two at least, in two zones. */
const BUSY = 0.6;
const copies = (rate: number, vcpus: number) => Math.max(2, Math.ceil((rate * SECONDS) / BUSY / vcpus)); // prettier-ignore

const asking = (cloud: Cloud, host: string): Ask => {
  const client = new HttpClient(cloud, { maxPerHost: 1000 });
  return function* () {
    const outcome = yield* client.request({ host });
    return outcome.kind === 'response' && outcome.response.status === 200;
  };
};

/** Three places for the same code, all on Arm. */
export const computes: Record<string, Compute> = {
  // Instances for the peak, all day long.
  EC2: async (cloud, _, peak) => {
    const { subnets } = cloud.elasticloadbalancingv2.defaults();
    cloud.ec2.application({ concurrency: 2, demand: () => SECONDS });
    const servers = Array.from(
      { length: copies(peak, 2) },
      (_, i) =>
      cloud.ec2.launch({ instanceType: 'c7g.large', subnetId: subnets[i % 2]! }), // prettier-ignore
    ).flat();
    for (const server of servers) await server.until('serving');
    const web = cloud.elasticloadbalancingv2.balancer('web', { subnets: subnets.slice(0, 2), targets: servers.map(({ id }) => id) }); // prettier-ignore
    await web.until('healthy');
    return asking(cloud, web.dnsName);
  },
  // Tasks for the hour: they come and go within a minute.
  Fargate: async (cloud, rate) => {
    const web = cloud.elasticloadbalancingv2.balancer('web', { targetType: 'ip' }); // prettier-ignore
    cloud.ecs.program('web', { serviceTime: SECONDS, concurrency: 1 });
    const { taskDefinition } = cloud.ecs.registerTaskDefinition({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: 'web', portMappings: [{ containerPort: 80 }] }], // prettier-ignore
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      runtimePlatform: { cpuArchitecture: 'ARM64' },
      cpu: '1024',
      memory: '2048',
    });
    const service = cloud.ecs.service('web', { taskDefinition: taskDefinition!.taskDefinitionArn!, launchType: 'FARGATE', desiredCount: copies(rate, 1), targetGroup: web.targetGroup }); // prettier-ignore
    await service.until('steady');
    await web.until('healthy');
    return asking(cloud, web.dnsName);
  },
  // An environment for each request that finds none idle.
  Lambda: (cloud) => {
    const functionName = 'web';
    cloud.lambda.createFunction({
      functionName,
      architectures: ['arm64'],
      memorySize: 1769,
      code: {
        initDuration: 0.4,
        load: () => () => ({ statusCode: 200 }),
        duration: () => SECONDS,
      },
    });
    const { functionUrl } = cloud.lambda.createFunctionUrlConfig({ functionName, authType: 'NONE' }); // prettier-ignore
    cloud.lambda.addPermission({ functionName, statementId: 'url', action: 'lambda:InvokeFunctionUrl', principal: '*', functionUrlAuthType: 'NONE' }); // prettier-ignore
    cloud.lambda.addPermission({ functionName, statementId: 'call', action: 'lambda:InvokeFunction', principal: '*', invokedViaFunctionUrl: true }); // prettier-ignore
    return Promise.resolve(function* () {
      return (yield cloud.lambda.request(functionUrl)).status === 200;
    });
  },
};

/** An hour of a day, by a sample of its requests: its cost, and how long one in a hundred waits at least. */
async function hour(name: string, rate: number, peak: number) {
  const cloud = new Cloud({ traceLimit: 0 });
  const ask = await computes[name]!(cloud, rate, peak);
  const { latency } = new Outcomes();
  const door = 'Application Load Balancers';
  // A balancer pays each of its hours at once; all else goes by the second, after a first minute.
  const bill = () => cloud.meter.bill().reduce((sum, { item, usd }) => (item === door ? sum : sum + usd), 0); // prettier-ignore
  const doorHour = cloud.meter.bill().find(({ item }) => item === door)?.usd ?? 0; // prettier-ignore
  await cloud.run(minutes(2));
  const lasting = Math.max(200 / rate, 8);
  let from = Infinity;
  arrivals(cloud, { rate, lasting: lasting * 1.5 }, function* () {
    const begun = cloud.now;
    if ((yield* ask()) && begun >= from) latency.add(cloud.now - begun);
  });
  await cloud.run(lasting / 2);
  from = cloud.now;
  const before = bill();
  await cloud.run(lasting);
  const usd = ((bill() - before) / lasting) * 3600 + doorHour;
  await cloud.run(5);
  return { usd, p99: latency.quantile(0.99) };
}

/** What a day costs, in US dollars, and how long one in a hundred waits. */
export interface Day {
  usd: number;
  p99: number;
}

/** A day with so many busy hours; in the others a tenth of the requests come. */
export async function day(
  name: string,
  rate: number,
  busyHours: number,
): Promise<Day> {
  // prettier-ignore
  const { usd, p99 } = await hour(name, rate, rate);
  const quiet =
    busyHours < 24 ? await hour(name, rate / 10, rate) : { usd: 0 };
  return { usd: busyHours * usd + (24 - busyHours) * quiet.usd, p99 };
}
