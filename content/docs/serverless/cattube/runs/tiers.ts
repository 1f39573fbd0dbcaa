import { HttpClient } from 'desired-capacity';
import { PATIENCE, WORK, type Build } from './day.ts';
import { frontDoor } from './parts.ts';

/** A web tier that calls a processing tier, which is a group behind a balancer of its own. */
export const tiers = tiersOf(2, 6);

/** The same with so many instances for processing, at least and at most. */
export function tiersOf(least: number, most: number): Build {
  return ({ cloud, isBroken, done }) => {
    // The web tier waits for the processing tier, and the visitor for both.
    const inside = new HttpClient(cloud, {
      readTimeout: PATIENCE,
      maxPerHost: 1000,
    });
    const ask = frontDoor(cloud, function* web(path) {
      if (path === '/watch') return { status: 200 };
      const host = converters.dnsName;
      const outcome = yield* inside.request({ host, path });
      const status =
        outcome.kind === 'response' ? outcome.response.status : 0;
      if (status !== 200) return { status: 502 };
      for (const job of ['convert', 'thumbnail', 'catalogue'])
        done(job, path.slice(1));
      return { status };
    });

    const converters = cloud.elasticloadbalancingv2.balancer('inside', {
      scheme: 'internal',
      zones: 2,
      healthCheck: { path: '/health', interval: 60 },
      attributes: { 'idle_timeout.timeout_seconds': PATIENCE },
    });
    cloud.ec2.application({
      demand: ({ path }) => (path === '/health' || isBroken() ? 0.01 : WORK),
      respond: ({ path }) => ({
        status: path !== '/health' && isBroken() ? 500 : 200,
      }),
    });
    cloud.autoscaling
      .createGroup('processing', {
        instanceType: 'c6i.large',
        availabilityZones: ['us-east-1a', 'us-east-1b'],
        minSize: least,
        maxSize: most,
        defaultInstanceWarmup: 120,
        targetGroupARNs: [converters.targetGroup.arn],
      })
      .trackCpu(50);

    return {
      upload: ({ key }) => ask(`/${key}`),
      watch: () => ask('/watch'),
    };
  };
}
