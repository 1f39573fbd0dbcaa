import type { Cloud } from 'desired-capacity';
import { built, type Architecture } from './architecture.ts';
import { PATIENCE, WORK, type Build, type Ground } from './day.ts';
import { doors, storage, visitor, visitors } from './parts.ts';

/** A web tier that calls a processing tier, which is a group behind a balancer of its own. */
export const tiers = tiersOf(2, 6);

/** The same with so many instances for processing, at least and at most. */
export function tiersOf(least: number, most: number): Build {
  return built(threeTiers(least, most));
}

/** Its parts. */
export function threeTiers(least: number, most: number): Architecture {
  return {
    visitor: visitors,
    door: doors,
    web: {
      shape: 'server',
      label: 'Web tier<br/>2 servers in 2 zones',
      to: { inside: 'calls, and waits', storage: 'writes' },
      make: ({ done }, { inside, storage }) =>
        function* web(what) {
          if (what === 'watch') return true;
          if (!(yield* inside!(what))) return false;
          done('convert', what);
          return yield* storage!(what);
        },
    },
    inside: {
      shape: 'server',
      label: 'Internal load balancer',
      to: { processing: '' },
      make: ({ cloud }) => {
        const balancer = insideOf(cloud);
        return visitor(cloud, () => balancer.dnsName);
      },
    },
    processing: {
      shape: 'fleet',
      label: `Processing tier<br/>${least} to ${most} instances in 2 zones`,
      make: (ground) => {
        processing(ground, least, most);
        return function* nobody() {
          return false;
        };
      },
    },
    storage,
  };
}

function insideOf(cloud: Cloud) {
  return cloud.elasticloadbalancingv2.balancer('inside', {
    scheme: 'internal',
    zones: 2,
    healthCheck: { path: '/health', interval: 60 },
    attributes: { 'idle_timeout.timeout_seconds': PATIENCE },
  });
}

function processing(
  { cloud, isBroken }: Ground,
  least: number,
  most: number,
) {
  cloud.ec2.application({
    demand: ({ path }) => (path === '/health' || isBroken() ? 0.01 : WORK),
    respond: ({ path }) => ({
      status: path !== '/health' && isBroken() ? 500 : 200,
    }),
  });
  const { targetGroup } = cloud.elasticloadbalancingv2.find('inside')!;
  cloud.autoscaling
    .createGroup('processing', {
      instanceType: 'c6i.large',
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      minSize: least,
      maxSize: most,
      defaultInstanceWarmup: 120,
      targetGroupARNs: [targetGroup.arn],
    })
    .trackCpu(50);
}
