import { describe, expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, HttpClient, minutes, NotModelled } from '../../index.ts';
import { deploy, ready, steady, visitors } from './testing.ts';

const policy = (DeploymentPolicy: string, BatchSize = 1, more: object = {}) => ({
  'aws:elasticbeanstalk:command': { DeploymentPolicy, BatchSizeType: 'Fixed', BatchSize, ...more },
});

const refusal = (call: () => unknown) => String(refusalOf(call));

describe('what an environment is', () => {
  test('a web server environment has a load balancer, a group, alarms and a name, and answers', async () => {
    const cloud = steady();
    const web = await ready(cloud, 2);
    expect(web.runs).toEqual(['v1', 'v1']);
    expect(web.cname).toBe('shop-web.us-east-1.elasticbeanstalk.com');
    expect(web.health).toBe('Green');
    const { environmentResources: made } = cloud.elasticbeanstalk.describeEnvironmentResources({ environmentName: 'shop-web' }); // prettier-ignore
    expect(made).toMatchObject({
      autoScalingGroups: [{}],
      loadBalancers: [{}],
      triggers: [{}, {}],
      queues: [],
    });
    expect(made!.instances).toHaveLength(2);
    const client = new HttpClient(cloud);
    const outcome = await client.request({ host: web.cname! });
    expect(outcome).toMatchObject({ kind: 'response', response: { status: 200 } });
    expect(web.story.at(0)).toBe('createEnvironment is starting.');
    expect(web.story).toContain('Successfully launched environment: shop-web');
  });

  test('a single-instance environment has an Elastic IP address and no load balancer', async () => {
    const cloud = steady();
    const shop = cloud.elasticbeanstalk.application('shop').version('v1');
    const web = shop.environment('small', { options: { 'aws:elasticbeanstalk:environment': { EnvironmentType: 'SingleInstance' } } }); // prettier-ignore
    await web.until('Ready');
    expect(cloud.elasticbeanstalk.describeEnvironmentResources({ environmentName: 'small' }).environmentResources!.loadBalancers).toEqual([]); // prettier-ignore
    expect(cloud.ec2.instance(web.instances[0]!).publicAddress).toBe(web.describe().endpointURL);
    const outcome = await new HttpClient(cloud).request({ host: web.cname! });
    expect(outcome.kind).toBe('response');
  });

  test('a group replaces an instance, and the newcomer runs the same version', async () => {
    const cloud = steady();
    const web = await ready(cloud, 2);
    const [gone] = web.instances;
    await cloud.ec2.instance(gone!).terminate();
    await cloud.run(minutes(8));
    expect(web.runs).toEqual(['v1', 'v1']);
    expect(web.story).toContain(`Removed instance [${gone}] from your environment.`);
  });

  test('capacity follows the CPU, where the trigger says so', async () => {
    const cloud = steady();
    const shop = cloud.elasticbeanstalk.application('shop').version('v1', { serviceTime: 0.4 });
    const web = shop.environment('shop-web', {
      options: {
        'aws:autoscaling:asg': { MinSize: 1, MaxSize: 3 },
        'aws:autoscaling:trigger': { MeasureName: 'CPUUtilization', Unit: 'Percent', UpperThreshold: 60, LowerThreshold: 20, Period: 5 }, // prettier-ignore
      },
    });
    await web.until('Ready');
    visitors(cloud, web.cname!, 4);
    await cloud.run(minutes(25));
    expect(web.instances.length).toBeGreaterThan(1);
  });

  test('a terminated environment leaves nothing behind, and its name is free again', async () => {
    const cloud = steady();
    const web = await ready(cloud, 2);
    web.terminate();
    expect(web.status).toBe('Terminating');
    await web.until('Terminated');
    expect(cloud.autoscaling.groups).toEqual([]);
    expect(cloud.elasticloadbalancingv2.describeLoadBalancers().loadBalancers).toEqual([]);
    expect(cloud.ec2.instances).toEqual([]);
    expect(cloud.elasticbeanstalk.checkDNSAvailability({ cnamePrefix: 'shop-web' }).available).toBe(true);
    expect(cloud.elasticbeanstalk.describeEnvironments().environments).toMatchObject([
      { status: 'Terminated' },
    ]);
    expect(cloud.elasticbeanstalk.describeEnvironments({ includeDeleted: false }).environments).toEqual([]);
  });
});

describe('deployments', () => {
  const cases = [
    ['AllAtOnce', 4, true],
    ['Rolling', 4, false],
    ['RollingWithAdditionalBatch', 4, false],
    ['Immutable', 8, false],
    ['TrafficSplitting', 8, false],
  ] as const;
  test.each(cases)('%s: all instances run the new version afterwards', async (name, most, errors) => {
    const cloud = steady();
    const web = await ready(cloud, 4, policy(name), { serviceTime: 0.01 });
    const before = web.instances;
    const outcomes = visitors(cloud, web.cname!);
    let running = 0;
    cloud.process(function* () {
      for (;;) {
        running = Math.max(running, cloud.ec2.instances.length);
        yield 1;
      }
    });
    await deploy(cloud, web, { serviceTime: 0.01 });
    await cloud.run(60);
    expect(web.versionLabel).toBe('v2');
    expect(web.runs).toEqual(['v2', 'v2', 'v2', 'v2']);
    const kept = web.instances.filter((id) => before.includes(id)).length;
    expect(kept).toBe(name === 'Immutable' || name === 'TrafficSplitting' ? 0 : 4);
    expect(running).toBe(name === 'RollingWithAdditionalBatch' ? 5 : most);
    const failed = outcomes.calls - (outcomes.statuses.get(200) ?? 0);
    if (errors) expect(failed).toBeGreaterThan(0);
    else expect(failed).toBe(0);
  });

  test('a rolling deployment that fails leaves two versions, and the balancer sends nothing to the failed batch', async () => {
    const cloud = steady();
    const web = await ready(cloud, 4, policy('Rolling', 1, { Timeout: 60 }));
    let bad = 0;
    const outcomes = visitors(cloud, web.cname!);
    await deploy(cloud, web, { respond: () => ({ status: 500 + 0 * bad++ }) });
    expect(web.versionLabel).toBe('v1');
    expect([...web.runs].sort()).toEqual(['v1', 'v1', 'v1', 'v2']);
    expect(web.story).toContain('Failed to deploy application.');
    expect(web.story.some((text) => text.startsWith('During an aborted deployment'))).toBe(true);
    const before = outcomes.statuses.get(500) ?? 0;
    await cloud.run(minutes(2));
    expect(outcomes.statuses.get(500) ?? 0).toBe(before);
  });

  test('an immutable deployment that fails goes back to what was', async () => {
    const cloud = steady();
    const web = await ready(cloud, 3, policy('Immutable', 1, { Timeout: 60 }));
    const before = web.instances;
    await deploy(cloud, web, { respond: () => ({ status: 500 }) });
    await cloud.run(minutes(3));
    expect(web.instances).toEqual(before);
    expect(web.runs).toEqual(['v1', 'v1', 'v1']);
    expect(cloud.ec2.instances).toHaveLength(3);
  });

  test('traffic splitting sends its share to the new version, and back where that is ill', async () => {
    const cloud = steady();
    const web = await ready(cloud, 2, { ...policy('TrafficSplitting', 1, { Timeout: 60 }), 'aws:elasticbeanstalk:trafficsplitting': { NewVersionPercent: 25, EvaluationTime: 5 } }); // prettier-ignore
    visitors(cloud, web.cname!, 40);
    const seen = { v2: 0 };
    // Well while nobody asks, bad under load: basic checks do not see it.
    const respond = ({ path = '/', headers }: { path?: string; headers?: ReadonlyMap<string, string> }) => {
      if (headers?.get('user-agent')?.startsWith('ELB') || path === '/health') return { status: 200 };
      seen.v2++;
      return { status: 500 };
    };
    await deploy(cloud, web, { respond });
    expect(seen.v2).toBeGreaterThan(20);
    expect(web.versionLabel).toBe('v1');
    await cloud.run(minutes(3));
    expect(web.runs).toEqual(['v1', 'v1']);
    const { v2 } = seen;
    await cloud.run(minutes(2));
    expect(seen.v2).toBe(v2);
  });

  test('a command that fails stops the deployment, and what ran goes on', async () => {
    const cloud = steady();
    const web = await ready(cloud, 2, policy('AllAtOnce'));
    await deploy(cloud, web, { deploys: false });
    expect(web.runs).toEqual(['v1', 'v1']);
    expect(
      web.story.some((text) => text.startsWith('Unsuccessful command execution on instance id(s)')),
    ).toBe(true);
    expect((await new HttpClient(cloud).request({ host: web.cname! })).kind).toBe('response');
  });

  test('an update that is aborted stops', async () => {
    const cloud = steady();
    const web = await ready(cloud, 3, policy('Rolling'));
    cloud.elasticbeanstalk.application('shop').version('v2');
    web.deploy('v2');
    await cloud.run(minutes(4));
    cloud.elasticbeanstalk.abortEnvironmentUpdate({ environmentName: 'shop-web' });
    await web.until('Ready');
    expect(new Set(web.runs)).toEqual(new Set(['v1', 'v2']));
  });

  test('blue and green swap their names', async () => {
    const cloud = steady();
    const blue = await ready(cloud, 1, {}, { respond: () => ({ status: 200, body: 'blue' }) });
    const shop = cloud.elasticbeanstalk.application('shop').version('v2', { respond: () => ({ status: 200, body: 'green' }) }); // prettier-ignore
    const green = shop.environment('shop-green', { version: 'v2', options: { 'aws:autoscaling:asg': { MinSize: 1, MaxSize: 1 } } }); // prettier-ignore
    await green.until('Ready');
    const name = blue.cname!;
    const ask = async (client: HttpClient) => {
      const outcome = await client.request({ host: name });
      return outcome.kind === 'response' ? outcome.response.body : outcome.kind;
    };
    const before = new HttpClient(cloud);
    expect(await ask(before)).toBe('blue');
    cloud.elasticbeanstalk.swapEnvironmentCNAMEs({ sourceEnvironmentName: 'shop-web', destinationEnvironmentName: 'shop-green' }); // prettier-ignore
    await green.until('Ready');
    expect(green.cname).toBe(name);
    expect(await ask(new HttpClient(cloud))).toBe('green');
  });
});

test('Python, Java and Node.js are among the platforms', () => {
  const all = new Cloud().elasticbeanstalk.listAvailableSolutionStacks().solutionStacks!;
  for (const language of ['Python', 'Corretto', 'Node.js'])
    expect(all.some((name) => name.includes(`running ${language}`))).toBe(true);
});

describe('refusals', () => {
  test('an environment that is not Ready takes no update', async () => {
    const cloud = steady();
    const web = await ready(cloud, 1);
    cloud.elasticbeanstalk.application('shop').version('v2');
    web.deploy('v2');
    expect(refusal(() => web.deploy('v2'))).toBe('InvalidParameterValue: Environment named shop-web is in an invalid state for this operation. Must be Ready.'); // prettier-ignore
  });

  test('names, options and policies are checked', async () => {
    const cloud = new Cloud();
    const eb = cloud.elasticbeanstalk;
    eb.createApplication({ applicationName: 'shop' });
    const base = { applicationName: 'shop', environmentName: 'shop-web' };
    const option = (namespace: string, optionName: string, value: string) => () => eb.createEnvironment({ ...base, optionSettings: [{ namespace, optionName, value }] }); // prettier-ignore
    expect(refusal(() => eb.createApplication({ applicationName: 'shop' }))).toBe(
      'InvalidParameterValue: Application shop already exists.',
    );
    expect(refusal(() => eb.createEnvironment({ ...base, versionLabel: 'none' }))).toBe(
      "InvalidParameterValue: No Application Version named 'none' found.",
    );
    expect(refusal(option('aws:autoscaling:asg', 'MinSize', '0'))).toMatch(
      /^ConfigurationValidationException: .*Value is less than minimum allowed value: 1$/,
    );
    expect(refusal(option('aws:nothing', 'Size', '0'))).toMatch(/Unknown configuration setting\.$/);
    expect(refusal(option('aws:elasticbeanstalk:command', 'DeploymentPolicy', 'TrafficSplitting'))).toMatch(
      /requires an Application Load Balancer/,
    );
    expect(option('aws:rds:dbinstance', 'DBEngine', 'mysql')).toThrow(NotModelled);
    expect(refusal(() => eb.createEnvironment({ ...base, environmentName: '-x' }))).toMatch(
      /^InvalidParameterValue/,
    );
    expect(refusal(() => eb.describeEnvironmentResources({ environmentName: 'none' }))).toBe(
      "InvalidParameterValue: No Environment found for EnvironmentName = 'none'.",
    );
  });

  test('the API makes a Classic Load Balancer by default, which is not modelled: the run says so', async () => {
    const cloud = new Cloud();
    const eb = cloud.elasticbeanstalk;
    eb.createApplication({ applicationName: 'shop' });
    eb.createEnvironment({ applicationName: 'shop', environmentName: 'shop-web' });
    await expect(cloud.run(60)).rejects.toThrow(/classic/);
  });
});
