/** What the tests of the service share. */
import { Cloud, type Outcomes, arrivals, HttpClient } from '../../index.ts';
import type { Bundle, Environment, OptionSettings } from './index.ts';

/** A cloud in which nothing scatters. */
export function steady(): Cloud {
  const cloud = new Cloud({ requestLatency: { mean: 0, sd: 0 } });
  cloud.ec2.model.sigma = 0;
  return cloud;
}

/** An environment of so many instances that runs v1, and is Ready. */
export async function ready(
  cloud: Cloud,
  size: number,
  options: OptionSettings = {},
  v1: Bundle = {},
): Promise<Environment> {
  const shop = cloud.elasticbeanstalk.application('shop').version('v1', v1);
  const web = shop.environment('shop-web', {
    version: 'v1',
    options: { ...options, 'aws:autoscaling:asg': { MinSize: size, MaxSize: size } },
  });
  await cloud.waitUntil(() => web.status === 'Ready', { timeout: 3600 });
  return web;
}

/** Deploys v2, and runs until that is over. */
export async function deploy(cloud: Cloud, web: Environment, v2: Bundle = {}): Promise<number> {
  cloud.elasticbeanstalk.application('shop').version('v2', v2);
  const begun = cloud.now;
  web.deploy('v2');
  await cloud.waitUntil(() => web.status === 'Ready', { timeout: 7200 });
  return cloud.now - begun;
}

/** Requests all the time; answers what becomes of them. */
export function visitors(cloud: Cloud, host: string, rate = 20): Outcomes {
  const client = new HttpClient(cloud, { maxPerHost: 1000 });
  arrivals(cloud, { rate }, () => client.request({ host }));
  return client.outcomes;
}
