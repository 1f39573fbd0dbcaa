import { describe, expect, test } from 'vitest';
import { refusal as refusalOf } from '../../../testing/refusal.ts';
import { Cloud, minutes } from '../../index.ts';
import { deploy, ready, steady, visitors } from './testing.ts';

/* What users reported about emulators, tools and Elastic Beanstalk itself: the right value, kept. */

const command = (DeploymentPolicy: string, more: object = {}) => ({ 'aws:elasticbeanstalk:command': { DeploymentPolicy, BatchSizeType: 'Fixed', BatchSize: 1, ...more } }); // prettier-ignore

const refusal = (call: () => unknown) => String(refusalOf(call));

describe('reports', () => {
  // https://github.com/getmoto/moto/issues/9206
  test('an environment that was just made has its id, status, dates, health and tier', () => {
    const eb = new Cloud().elasticbeanstalk;
    eb.createApplication({ applicationName: 'shop' });
    eb.createEnvironment({ applicationName: 'shop', environmentName: 'shop-web' });
    const [environment] = eb.describeEnvironments({ environmentNames: ['shop-web'], includeDeleted: false }).environments!; // prettier-ignore
    expect(environment).toMatchObject({ status: 'Launching', health: 'Grey', abortableOperationInProgress: false, tier: { name: 'WebServer', type: 'Standard' } }); // prettier-ignore
    expect(environment!.environmentId).toMatch(/^e-[a-z0-9]{10}$/);
    expect(environment!.dateCreated).toBeInstanceOf(Date);
  });

  // https://github.com/floci-io/floci/pull/1362: there, a new environment is Ready at once.
  test('a new environment takes minutes until it is Ready', async () => {
    const cloud = steady();
    const web = await ready(cloud, 1);
    expect(cloud.now).toBeGreaterThan(120);
    expect(web.status).toBe('Ready');
  });

  // https://github.com/einaregilsson/beanstalk-deploy/issues/19, https://github.com/gxela/awsebcli/issues/22
  test('a second deployment in the middle of one is refused, and does not wait', async () => {
    const cloud = steady();
    const web = await ready(cloud, 1);
    cloud.elasticbeanstalk.application('shop').version('v2').version('v3');
    web.deploy('v2');
    expect(refusal(() => web.deploy('v3'))).toMatch(
      /is in an invalid state for this operation\. Must be Ready\.$/,
    );
  });

  // https://github.com/aws/elastic-beanstalk-roadmap/issues/97
  test('an environment that launches takes no configuration either', () => {
    const cloud = steady();
    const web = cloud.elasticbeanstalk.application('shop').version('v1').environment('shop-web');
    expect(refusal(() => web.configure({ 'aws:autoscaling:asg': { MaxSize: 2 } }))).toMatch(/Must be Ready/);
  });

  // https://github.com/einaregilsson/beanstalk-deploy/issues/58
  test('a version that is not there is named in the refusal', async () => {
    const cloud = steady();
    const web = await ready(cloud, 1);
    expect(refusal(() => web.deploy('886765199'))).toBe("InvalidParameterValue: No Application Version named '886765199' found."); // prettier-ignore
  });

  // https://github.com/aws/aws-elastic-beanstalk-cli/issues/50: a tool took "Instance deployment completed successfully." for the end.
  test('that an instance is done is said for each batch; the environment is done once, at the end', async () => {
    const cloud = steady();
    const web = await ready(cloud, 2, command('Rolling'));
    await deploy(cloud, web);
    const { story } = web;
    const from = story.indexOf('Environment update is starting.');
    const count = (text: string) => story.slice(from).filter((one) => one === text).length;
    expect(count('Instance deployment completed successfully.')).toBe(2);
    expect(count('Environment update completed successfully.')).toBe(1);
  });

  // https://github.com/awsdocs/aws-elastic-beanstalk-developer-guide/pull/35
  test('a failed rolling deployment is not rolled back by itself: the next one mends it', async () => {
    const cloud = steady();
    const web = await ready(cloud, 3, command('Rolling', { Timeout: 60 }));
    await deploy(cloud, web, { respond: () => ({ status: 500 }) });
    await cloud.run(minutes(20));
    expect(web.runs).toContain('v2');
    web.deploy('v1');
    await web.until('Ready');
    expect(web.runs).toEqual(['v1', 'v1', 'v1']);
  });

  // https://github.com/einaregilsson/beanstalk-deploy/issues/86: a tool waited for the new label, which never came.
  test('after a failed deployment the environment is Ready, and its label is the old one', async () => {
    const cloud = steady();
    const web = await ready(cloud, 1);
    await deploy(cloud, web, { deploys: false });
    expect(web.describe()).toMatchObject({ status: 'Ready', versionLabel: 'v1' });
    expect(web.story.at(-1)).toMatch(/^Update environment operation is complete, but with errors\./);
  });

  // https://github.com/meteor-up/mup-aws-beanstalk/issues/63, issues/173: "Incorrect application version … Expected version".
  test('an instance tells which version and deployment it has, so that those left behind are found', async () => {
    const cloud = steady();
    const web = await ready(cloud, 3, command('Rolling', { Timeout: 60 }));
    await deploy(cloud, web, { respond: () => ({ status: 500 }) });
    const { instanceHealthList: all } = cloud.elasticbeanstalk.describeInstancesHealth({ environmentName: 'shop-web', attributeNames: ['All'] }); // prettier-ignore
    const of = (label: string) => all!.filter(({ deployment }) => deployment!.versionLabel === label).map(({ deployment }) => deployment!.deploymentId); // prettier-ignore
    expect(of('v1')).toEqual([1, 1]);
    expect(of('v2')).toEqual([2]);
  });

  // https://github.com/aws/elastic-beanstalk-roadmap/issues/55
  test('traffic splitting is evaluated for 3 to 600 minutes', () => {
    const eb = new Cloud().elasticbeanstalk;
    eb.createApplication({ applicationName: 'shop' });
    const check = (value: string) => eb.validateConfigurationSettings({ applicationName: 'shop', optionSettings: [{ namespace: 'aws:elasticbeanstalk:trafficsplitting', optionName: 'EvaluationTime', value }] }).messages; // prettier-ignore
    expect(check('2')).toHaveLength(1);
    expect(check('3')).toEqual([]);
    expect(check('600')).toEqual([]);
    expect(check('601')).toHaveLength(1);
  });

  // https://github.com/aws/elastic-beanstalk-roadmap/issues/235: "requests can be sent to both".
  test('an immutable deployment serves both versions for a while', async () => {
    const cloud = steady();
    const seen = { v1: 0, v2: 0 };
    const web = await ready(cloud, 2, command('Immutable'), {
      respond: () => ({ status: 200 + 0 * seen.v1++ }),
    });
    visitors(cloud, web.cname!);
    cloud.elasticbeanstalk
      .application('shop')
      .version('v2', { respond: () => ({ status: 200 + 0 * seen.v2++ }) });
    web.deploy('v2');
    await cloud.waitUntil(() => web.story.some((text) => text.startsWith('Test instance passed')), {
      timeout: 3600,
    });
    const [v1, v2] = [seen.v1, seen.v2];
    await cloud.run(20);
    expect(seen.v1).toBeGreaterThan(v1 + 50);
    expect(seen.v2).toBeGreaterThan(v2 + 50);
  });

  // https://github.com/meteor-up/mup-aws-beanstalk/issues/112 and many others: the code is InvalidParameterValue, 400.
  test('nearly all refusals are InvalidParameterValue with status 400', () => {
    const eb = new Cloud().elasticbeanstalk;
    try {
      eb.describeEnvironmentResources({ environmentName: 'none' });
      expect.fail('The call was not refused.');
    } catch (error) {
      expect(error).toMatchObject({ name: 'InvalidParameterValue', $metadata: { httpStatusCode: 400 } });
    }
  });
});
