import { arrivals, Cloud, HttpClient, minutes, Rate } from 'desired-capacity'; // prettier-ignore
import type { Application } from 'desired-capacity/ec2';

/** How a shop stands: what its owner decides. */
export interface Design {
  /** Zones of the load balancer and of the group. */
  zones: number;
  /** Instances at least and at most. */
  min: number;
  max: number;
  /** Instances wanted from five minutes before the sale; 0: as at any time. */
  ahead: number;
  /** CPU in percent that the group is held at; 0: it is left alone. */
  target: number;
  /** Seconds from boot to the first answer. */
  startup: number;
  /** Seconds between health checks, and failures that make ill. */
  interval: number;
  failures: number;
  /** Whether the group replaces what the load balancer finds ill. */
  elbHealth: boolean;
  /** Attempts of a visitor's browser. */
  attempts: number;
  /** Visits that an instance works on at a time; more are turned away. */
  concurrency: number;
}

/** A design that stands what the chapter throws at it. */
export const STRONG: Design = {
  zones: 3,
  min: 3,
  max: 12,
  ahead: 9,
  target: 50,
  startup: 20,
  interval: 10,
  failures: 2,
  elbHealth: true,
  attempts: 2,
  concurrency: 5,
};

/** What may go wrong. */
export interface Trouble {
  name: string;
  /** Called when the sale begins. */
  strike?: (shop: Shop) => void;
  /** How many times the crowd that was expected. */
  crowd?: number;
  /** How many times as long a visit takes. */
  slow?: number;
}

export interface Shop {
  cloud: Cloud;
  zone: string;
  /** Ids of the instances in service, the first launched first. */
  servers: string[];
}

/** Seconds of a processor that an order takes; a server has one processor. */
const ORDER = 2;
/** Orders a second at the peak: as much as six servers can do. */
export const PEAK = 3;

/** What half an hour of sale comes to. */
export async function sale(design: Design, trouble: Trouble = { name: 'nothing' }, peak = PEAK) {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  const elb = cloud.elasticloadbalancingv2;
  const subnets = elb.defaults().subnets.slice(0, Math.max(2, design.zones));
  const { crowd = 1 } = trouble;
  let slow = 1;
  const visit: Application = {
    startup: design.startup,
    concurrency: design.concurrency,
    backlog: 0,
    demand: ({ path }, random) => (path === '/health' ? 0.001 : random.exponential(ORDER * slow)),
  };
  cloud.ec2.application(visit);
  const web = elb.balancer('web', { subnets, healthCheck: { path: '/health', interval: design.interval, timeout: 4, unhealthyThreshold: design.failures, healthyThreshold: 2 }, group: { 'deregistration_delay.timeout_seconds': 30 } });
  const fleet = cloud.autoscaling.createGroup('web', {
    instanceType: 'm7g.medium',
    minSize: design.min,
    maxSize: design.max,
    vpcZoneIdentifier: subnets.slice(0, design.zones).join(),
    targetGroupARNs: [web.targetGroup.arn],
    healthCheckType: design.elbHealth ? 'ELB' : 'EC2',
    healthCheckGracePeriod: design.startup + 60,
    defaultInstanceWarmup: design.startup + 30,
  });
  if (design.target > 0) fleet.trackCpu(design.target);
  await cloud.run(minutes(5));
  if (design.ahead > 0) fleet.update({ minSize: design.ahead });
  await cloud.run(minutes(5));
  // The sale: quiet, then everybody at once, then fewer and fewer.
  const begun = cloud.now;
  const wait = (n: number) => 2 ** n;
  const client = new HttpClient(cloud, { connectTimeout: 2, readTimeout: 30, maxPerHost: 2000, maxIdlePerHost: 0, retries: { maxAttempts: design.attempts, wait } });
  const shape: [number, number][] = [[0, 0.3], [60, 0.3], [90, peak * crowd], [600, peak * crowd], [900, 0.5]];
  const rate = new Rate(shape);
  arrivals(cloud, { rate, lasting: 900 }, () => client.request({ host: web.dnsName }));
  const points = cloud.record(() => fleet.inService.filter(({ serving }) => serving).length, { every: 10 });
  let hours = 0;
  cloud.process(function* () {
    for (;;) {
      hours += fleet.instances.length / 360;
      yield 10;
    }
  });
  await cloud.run(300);
  slow = trouble.slow ?? 1;
  const servers = fleet.inService.map(({ id }) => id);
  trouble.strike?.({ cloud, zone: 'us-east-1a', servers });
  await cloud.run(630);
  const { calls, statuses, latency } = client.outcomes;
  return {
    failed: Math.round((1000 * (calls - (statuses.get(200) ?? 0))) / calls) / 10,
    p95: Math.round(latency.quantile(0.95) * 10) / 10,
    hours: Math.round(hours * 10) / 10,
    points: points.map(([x, n]): [number, number] => [x - begun, n]).filter(([x]) => x >= 0),
    calls,
  };
} // prettier-ignore

/** The switchboard. */
export const TROUBLES: readonly Trouble[] = [
  { name: 'nothing' },
  { name: 'a crowd of twice the size', crowd: 2 },
  { name: 'a server hangs', strike: ({ cloud, servers }) => cloud.ec2.instance(servers[0]!).host!.hang() }, // prettier-ignore
  { name: 'a server fails fast', strike: ({ cloud, servers }) => cloud.ec2.instance(servers[0]!).host!.failFast() }, // prettier-ignore
  { name: 'a zone is lost', strike: ({ cloud, zone }) => void cloud.faults.raise({ kind: 'down', place: zone }) }, // prettier-ignore
  { name: 'the database is slow', slow: 2 },
];
