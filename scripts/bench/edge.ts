import { Cloud } from '../../src/sim/index.ts';

/** What is done in a second of processor time, by what it is. */
export type EdgeFigures = Record<string, number>;

const ANSWERS = 100_000;
const LOOK_UPS = 50_000;
const OBJECTS = 1000;

/** What an answer of Route 53 costs, and a request to CloudFront. */
export async function edge(): Promise<EdgeFigures> {
  return { ...(await answers()), ...(await lookUps()) };
}

async function answers(): Promise<EdgeFigures> {
  const cloud = new Cloud();
  const { route53 } = cloud;
  const zone = route53.zone('example.com');
  for (let i = 0; i < 4; i++)
    zone.upsert({ name: 'www', values: `192.0.2.${i}`, setIdentifier: `${i}`, weight: 1, ttl: 60 });
  for (const region of ['us-east-1', 'eu-central-1', 'ap-southeast-1'] as const)
    zone.upsert({ name: 'near', alias: 'www', setIdentifier: region, region, evaluateTargetHealth: true });
  await cloud.run(60);
  const resolver = route53.resolver({ at: 'FRA' });
  const forgetful = route53.resolver({ at: 'FRA', cache: { maxTtl: 0 } });
  return {
    'answers from a resolver’s cache': rate(ANSWERS, () => resolver.ask('www.example.com')),
    'answers of Route 53 by weight': rate(ANSWERS, () => forgetful.ask('www.example.com')),
    'answers through a tree: latency, aliases, weights': rate(ANSWERS, () =>
      forgetful.ask('near.example.com'),
    ),
  };
}

async function lookUps(): Promise<EdgeFigures> {
  const cloud = new Cloud();
  const { cloudfront } = cloud;
  cloudfront.endpoints.listen('o.example.com:80', () => ({ status: 200, size: 10_000 }));
  const site = cloudfront.distribution({ origin: 'o.example.com' });
  let n = 0;
  const ask = () => void site.request({ at: 'FRA', path: `/${n++ % OBJECTS}` });
  for (let i = 0; i < OBJECTS; i++) ask();
  await cloud.run(60);
  const start = process.cpuUsage();
  cloud.process(function* () {
    for (let i = 0; i < LOOK_UPS / 100; i++) {
      for (let each = 0; each < 100; each++) ask();
      yield 1;
    }
  });
  await cloud.run(LOOK_UPS / 100 + 10);
  return { 'requests to CloudFront, each a hit': LOOK_UPS / seconds(start) };
}

const seconds = (start: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
};

/** How many of them in a second: the first tenth does not count. */
function rate(times: number, act: () => unknown): number {
  for (let i = 0; i < times / 10; i++) act();
  const start = process.cpuUsage();
  for (let i = 0; i < times; i++) act();
  return times / seconds(start);
}
