import {
  AccessPointNotFoundException,
  DescribeInstanceHealthCommand,
  ElasticLoadBalancingClient,
} from '@aws-sdk/client-elastic-load-balancing';
import { expect, test } from 'vitest';
import { arrivals, type AwsError, Cloud, connect, HttpClient } from '../../index.ts';

/** A Classic Load Balancer before two instances. */
async function classic(seconds = 400) {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancing;
  const { subnets } = cloud.ec2.defaults();
  const fleet = cloud.ec2.launch({ count: 2, subnetId: subnets[0]!, application: { demand: ({ path }) => (path === '/slow' ? 20 : 0.01), concurrency: 100 } });
  const listeners = [{ protocol: 'http', loadBalancerPort: 80, instancePort: 80 }];
  const { dnsName } = elb.createLoadBalancer({ loadBalancerName: 'old', listeners, subnets: subnets.slice(0, 1) }) as { dnsName: string };
  const instances = fleet.map(({ id: instanceId }) => ({ instanceId }));
  elb.registerInstancesWithLoadBalancer({ loadBalancerName: 'old', instances });
  await cloud.run(seconds);
  const client = new HttpClient(cloud);
  const states = () => (elb.describeInstanceHealth({ loadBalancerName: 'old' }) as { instanceStates: { state: string }[] }).instanceStates.map(({ state }) => state);
  return { cloud, elb, fleet, dnsName, client, states, instances };
} // prettier-ignore

test('an instance enters by its healthy threshold of ten, not by one check', async () => {
  const { states, cloud } = await classic(200);
  expect(states()).toEqual(['OutOfService', 'OutOfService']);
  await cloud.run(200);
  expect(states()).toEqual(['InService', 'InService']);
});

test('the pool is balanced, and where none is in service the answer is 503: it does not fail open', async () => {
  const { cloud, client, dnsName, fleet, elb } = await classic();
  arrivals(cloud, { rate: 20, lasting: 20 }, () => client.request({ host: dnsName }));
  await cloud.run(30);
  expect(client.outcomes.statuses.get(200)).toBe(client.outcomes.calls);
  const [a, b] = fleet.map(({ id }) => cloud.ec2.endpoints.at(`${id}:80`)!.requests);
  expect(a! + b!).toBe(client.outcomes.calls);
  // Within five standard deviations of the half.
  expect(Math.abs(a! - b!)).toBeLessThan(5 * Math.sqrt(client.outcomes.calls));
  for (const one of fleet) one.host!.hang();
  elb.configureHealthCheck({ loadBalancerName: 'old', healthCheck: { target: 'HTTP:80/', interval: 10, timeout: 5, unhealthyThreshold: 2, healthyThreshold: 2 } }); // prettier-ignore
  await cloud.run(90);
  expect(await client.request({ host: dnsName })).toMatchObject({ response: { status: 503 } });
});

test('draining is off by API: what is under way is cut; switched on, it may end', async () => {
  for (const enabled of [false, true]) {
    const { cloud, client, dnsName, elb, instances } = await classic();
    elb.modifyLoadBalancerAttributes({ loadBalancerName: 'old', loadBalancerAttributes: { connectionDraining: { enabled, timeout: 60 } } }); // prettier-ignore
    const slow = client.request({ host: dnsName, path: '/slow' });
    await cloud.run(1);
    elb.deregisterInstancesFromLoadBalancer({ loadBalancerName: 'old', instances });
    expect(await slow).toMatchObject({ response: { status: enabled ? 200 : 502 } });
  }
});

test('a session by duration keeps its instance, and its cookie is not renewed', async () => {
  const { client, dnsName, elb } = await classic();
  elb.createLBCookieStickinessPolicy({
    loadBalancerName: 'old',
    policyName: 'p',
    cookieExpirationPeriod: 60,
  });
  elb.setLoadBalancerPoliciesOfListener({
    loadBalancerName: 'old',
    loadBalancerPort: 80,
    policyNames: ['p'],
  });
  const first = await client.request({ host: dnsName });
  const [cookie] = first.kind === 'response' ? first.response.setCookies! : [];
  expect(cookie).toMatchObject({ name: 'AWSELB', maxAge: 60 });
  const again = await client.request({ host: dnsName, cookies: new Map([['AWSELB', cookie!.value]]) });
  expect(again.kind === 'response' && again.response.setCookies).toBeUndefined();
});

test('what AWS refuses is refused, in classes of the real client', async () => {
  const { cloud, elb } = await classic(0);
  const client = connect(new ElasticLoadBalancingClient({ region: 'us-east-1' }), cloud);
  const ask = client.send(new DescribeInstanceHealthCommand({ LoadBalancerName: 'none' }));
  await expect(ask).rejects.toBeInstanceOf(AccessPointNotFoundException);
  const code = (call: () => unknown) => {
    try {
      call();
    } catch (error) {
      return (error as AwsError).code;
    }
    return 'nothing';
  };
  const listeners = [{ protocol: 'HTTP', loadBalancerPort: 80, instancePort: 80 }];
  expect(code(() => elb.createLoadBalancer({ loadBalancerName: 'old', listeners, availabilityZones: ['us-east-1a'] }))).toBe('DuplicateLoadBalancerName'); // prettier-ignore
  expect(code(() => elb.createLoadBalancer({ loadBalancerName: 'new', listeners }))).toBe('ValidationError');
  expect(code(() => elb.createLoadBalancerListeners({ loadBalancerName: 'old', listeners }))).toBe('DuplicateListener'); // prettier-ignore
  expect(code(() => elb.registerInstancesWithLoadBalancer({ loadBalancerName: 'old', instances: [{ instanceId: 'i-1' }] }))).toBe('InvalidInstance'); // prettier-ignore
  expect(elb.describeLoadBalancerAttributes({ loadBalancerName: 'old' })).toMatchObject({ loadBalancerAttributes: { crossZoneLoadBalancing: { enabled: false }, connectionDraining: { enabled: false, timeout: 300 } } }); // prettier-ignore
});
