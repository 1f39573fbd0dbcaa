import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { arrivals, Cloud, hours, HttpClient, minutes } from '../../src/sim/index.ts';

/** What a part of a day cost. */
export interface DayFigures {
  /** Requests that were simulated. */
  requests: number;
  /** Seconds of processor time. */
  seconds: number;
  /** Bytes of heap in use when it began, and when it had ended. */
  heap: [number, number];
  /** Instances in service at the end. */
  instances: number;
}

/** Requests of a whole day. */
export const DAY = 86_400_000;

/**
 * A day at 1,000 requests a second through an Application Load Balancer and a group that scales: so much of it as is asked
 * for, with connections that are kept open.
 */
export async function day(share: number): Promise<DayFigures> {
  const cloud = new Cloud();
  const web = cloud.elasticloadbalancingv2.balancer('web');
  // Four processors, 10 ms a request: 400 requests a second each.
  cloud.ec2.application({ demand: () => 0.01, concurrency: 1000 });
  const group = cloud.autoscaling.createGroup('web', {
    instanceType: 'm7g.xlarge',
    minSize: 3,
    maxSize: 20,
    desiredCapacity: 6,
    vpcZoneIdentifier: cloud.elasticloadbalancingv2.defaults().subnets.slice(0, 2).join(),
    targetGroupARNs: [web.targetGroup.arn],
    healthCheckType: 'ELB',
  });
  group.trackCpu(50);
  await cloud.run(minutes(10));
  const client = new HttpClient(cloud, { maxPerHost: 2000 });
  arrivals(cloud, { rate: 1000 }, () => client.request({ host: web.dnsName, path: '/' }));
  await cloud.run(10);
  const before = { calls: client.outcomes.calls, heap: heap(), cpu: process.cpuUsage() };
  await cloud.run(hours(24) * share);
  const { user, system } = process.cpuUsage(before.cpu);
  return {
    requests: client.outcomes.calls - before.calls,
    seconds: (user + system) / 1e6,
    heap: [before.heap, heap()],
    instances: group.inService.length,
  };
}

function heap(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
