import { Cloud, HttpClient, hours, minutes } from '../sim/index.ts';
import type { Comparison, ComparisonRow } from './comparison.ts';

/** Code that answers requests; a request keeps a vCPU busy for so many seconds. */
interface Code {
  readonly seconds: number;
}

/** The code, once it runs somewhere. */
interface Running {
  /** Asks once: whether an answer came. */
  ask(): Promise<boolean>;
  /** How many copies of the code there are, or have been. */
  copies(): number;
  /** Ends a copy, as a crash does. */
  crash(): void;
}

/** A kind of compute: brings the code up with nothing but defaults. */
type Kind = (cloud: Cloud, code: Code) => Promise<Running>;

const asking = (cloud: Cloud, host: () => string | undefined) => {
  const client = new HttpClient(cloud, { maxPerHost: 500, readTimeout: hours(1) });
  return async () => {
    const address = host();
    if (address === undefined) return false;
    const outcome = await client.request({ host: address });
    return outcome.kind === 'response' && outcome.response.status === 200;
  };
};

const ec2: Kind = async (cloud, { seconds }) => {
  cloud.ec2.application({ concurrency: 2, demand: () => seconds });
  const [server] = cloud.ec2.launch({ instanceType: 'c7g.large' });
  await server!.until('serving');
  return {
    ask: asking(cloud, () => server!.publicAddress && `${server!.publicAddress}:80`),
    copies: () => 1,
    crash: () => void server!.terminate(),
  };
};

const tasks =
  (fargate: boolean): Kind =>
  async (cloud, { seconds }) => {
    const { ecs } = cloud;
    const cluster = ecs.cluster();
    if (!fargate) {
      cluster.launch({ instanceType: 'c7g.large' });
      await cloud.waitUntil(() => cluster.instances.length === 1);
    }
    ecs.program('web', { serviceTime: seconds, concurrency: 1 });
    const taskDefinition = ecs.define('web', { cpu: 1024, memory: 2048, port: 80, fargate });
    const web = ecs.service('web', { taskDefinition, ...(fargate && { launchType: 'FARGATE' }) });
    await cloud.waitUntil(() => web.running.length === 1);
    return {
      ask: asking(cloud, () => web.running[0]?.addresses[0]),
      copies: () => web.tasks.length,
      crash: () => void web.running[0]!.stop(),
    };
  };

const lambda: Kind = (cloud, { seconds }) => {
  let copies = 0;
  let crashed = false;
  const functionName = 'web';
  const payload = new TextEncoder().encode('{}');
  cloud.lambda.createFunction({
    functionName,
    memorySize: 1769,
    timeout: 900,
    code: {
      load: () => {
        copies += 1;
        return () => {
          if (crashed) throw new Error('a crash');
        };
      },
      duration: () => seconds,
    },
  });
  return Promise.resolve({
    ask: async () => (await cloud.lambda.invoke({ functionName, payload })).functionError === undefined,
    copies: () => copies,
    crash() {
      crashed = true;
      void cloud.lambda.invoke({ functionName, payload });
      crashed = false;
    },
  });
};

const QUICK: Code = { seconds: 0.1 };

const rows: ComparisonRow<Kind>[] = [
  {
    label: 'An hour without a request is billed',
    source: 'https://aws.amazon.com/lambda/pricing/',
    async cell(kind) {
      const cloud = new Cloud();
      await kind(cloud, QUICK);
      await cloud.run(minutes(2));
      const before = cloud.meter.cost();
      await cloud.run(hours(1));
      return cloud.meter.cost() > before;
    },
  },
  {
    label: 'There are instances of yours to patch',
    source:
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/capacity-launch-type-comparison.html',
    async cell(kind) {
      const cloud = new Cloud();
      await kind(cloud, QUICK);
      return cloud.ec2.describeInstances({}).reservations!.length > 0;
    },
  },
  {
    label: 'Up from nothing, to the first answer',
    source: 'https://docs.aws.amazon.com/batch/latest/userguide/when-to-use-fargate.html',
    unit: 'seconds',
    async cell(kind) {
      const cloud = new Cloud();
      await (await kind(cloud, { seconds: 0.001 })).ask();
      return Math.round(cloud.now * 10) / 10;
    },
  },
  {
    label: 'Two requests at once share a copy',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html',
    async cell(kind) {
      const { ask, copies } = await kind(new Cloud(), QUICK);
      await Promise.all([ask(), ask()]);
      return copies() === 1;
    },
  },
  {
    label: 'A hundred at once are answered within two seconds, with nothing configured',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html',
    async cell(kind) {
      const cloud = new Cloud();
      const { ask } = await kind(cloud, { seconds: 1 });
      await ask();
      const from = cloud.now;
      const answers = await Promise.all(Array.from({ length: 100 }, () => ask()));
      return answers.every(Boolean) && cloud.now - from < 2;
    },
  },
  {
    label: 'Work of twenty minutes in one piece ends well',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
    cell: async (kind) => (await kind(new Cloud(), { seconds: minutes(20) })).ask(),
  },
  {
    label: 'It answers again five minutes after a crash, with nobody about',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs_service-options.html',
    async cell(kind) {
      const cloud = new Cloud();
      const { ask, crash } = await kind(cloud, QUICK);
      crash();
      await cloud.run(minutes(5));
      return ask();
    },
  },
];

/** One program on four kinds of compute, and what becomes of it. */
export const computeKinds: Comparison<Kind> = {
  caption: 'One program, four kinds of compute',
  columns: [
    { name: 'An instance', subject: ec2 },
    { name: 'ECS on EC2', subject: tasks(false) },
    { name: 'ECS on Fargate', subject: tasks(true) },
    { name: 'Lambda', subject: lambda },
  ],
  rows,
};
