import { expect, test } from 'vitest';
import { AwsError, Cloud } from '../../index.ts';

/* What users reported of other implementations of Elastic Load Balancing, or of tools on the real one. */

/** A balancer with two instances behind it. */
async function tier() {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const fleet = cloud.ec2.launch({ count: 2, application: {} });
  const web = elb.balancer('web', { targets: fleet, healthCheck: { interval: 5, timeout: 2 }, group: { 'deregistration_delay.timeout_seconds': 60 } });
  await web.until('healthy');
  const [listener] = web.listeners.values();
  const { arn: targetGroupArn } = web.targetGroup;
  const health = (id: string) => elb.describeTargetHealth({ targetGroupArn, targets: [{ id }] }) as { targetHealthDescriptions: { targetHealth: object }[] };
  return { cloud, elb, fleet, web, listener: listener!, targetGroupArn, healthOf: (id: string) => health(id).targetHealthDescriptions[0]!.targetHealth };
} // prettier-ignore

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof AwsError) return error.code;
    throw error;
  }
  return 'nothing';
}

// https://github.com/getmoto/moto/issues/7692 and https://github.com/stackshy/cloudemu/pull/1028
test('a deregistered target is draining for its delay, and then unused, not unavailable', async () => {
  const { cloud, elb, fleet, targetGroupArn, healthOf } = await tier();
  const { id } = fleet[0]!;
  elb.deregisterTargets({ targetGroupArn, targets: [{ id }] });
  expect(healthOf(id)).toEqual({ state: 'draining', reason: 'Target.DeregistrationInProgress', description: 'Target deregistration is in progress' }); // prettier-ignore
  await cloud.run(61);
  expect(healthOf(id)).toEqual({ state: 'unused', reason: 'Target.NotRegistered', description: 'Target is not registered to the target group' }); // prettier-ignore
});

// https://github.com/getmoto/moto/pull/2324
test('a stopped instance is unused: it is in no valid state', async () => {
  const { cloud, fleet, healthOf } = await tier();
  await fleet[0]!.stop();
  await cloud.run(30);
  expect(healthOf(fleet[0]!.id)).toEqual({ state: 'unused', reason: 'Target.InvalidState', description: 'Target is in the stopped state' }); // prettier-ignore
  await fleet[0]!.start();
  await cloud.run(120);
  expect(healthOf(fleet[0]!.id)).toEqual({ state: 'healthy' });
});

// https://github.com/getmoto/moto/pull/2400
test('a terminated instance is registered no more', async () => {
  const { cloud, fleet, web, healthOf } = await tier();
  await fleet[0]!.terminate();
  await cloud.run(30);
  expect(web.targetGroup.targets.size).toBe(1);
  expect(healthOf(fleet[0]!.id)).toMatchObject({ state: 'unused', reason: 'Target.NotRegistered' });
});

// https://github.com/getmoto/moto/issues/4695 and https://github.com/localstack/localstack/issues/4275
test('the default action of a listener may forward to several groups by weight', async () => {
  const { elb, listener, targetGroupArn } = await tier();
  const green = elb.group('green');
  const forwardConfig = {
    targetGroups: [
      { targetGroupArn, weight: 100 },
      { targetGroupArn: green.arn, weight: 0 },
    ],
    targetGroupStickinessConfig: { enabled: false, durationSeconds: 300 },
  };
  elb.modifyListener({ listenerArn: listener.arn, defaultActions: [{ type: 'forward', forwardConfig }] });
  expect(listener.describe().defaultActions).toEqual([{ type: 'forward', forwardConfig }]);
});

// https://github.com/getmoto/moto/issues/4716
test('a forward action to one group is described in both of its forms, and the default rule is listed', async () => {
  const { elb, listener, targetGroupArn } = await tier();
  const action = { type: 'forward', targetGroupArn, forwardConfig: { targetGroups: [{ targetGroupArn, weight: 1 }], targetGroupStickinessConfig: { enabled: false } } }; // prettier-ignore
  expect(listener.describe().defaultActions).toEqual([action]);
  expect(elb.describeRules({ listenerArn: listener.arn })).toMatchObject({ rules: [{ priority: 'default', conditions: [], actions: [action], isDefault: true }] }); // prettier-ignore
});

// https://github.com/getmoto/moto/issues/4123
test('a rule may forward after it has authenticated, on a listener that speaks HTTPS', async () => {
  const { elb, web, targetGroupArn } = await tier();
  const certificates = [{ certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1' }];
  const forward = {
    type: 'forward' as const,
    order: 2,
    forwardConfig: { targetGroups: [{ targetGroupArn, weight: 1 }] },
  };
  const authenticateCognitoConfig = { userPoolArn: 'arn:aws:cognito-idp:us-east-1:123456789012:userpool/p', userPoolClientId: 'c', userPoolDomain: 'd' }; // prettier-ignore
  elb.createListener({
    loadBalancerArn: web.arn,
    protocol: 'HTTPS',
    port: 443,
    certificates,
    defaultActions: [forward],
  });
  const secure = [...web.listeners.values()].find(({ port }) => port === 443)!;
  const input = {
    listenerArn: secure.arn,
    priority: 1,
    conditions: [{ field: 'path-pattern', pathPatternConfig: { values: ['/a*'] } }],
    actions: [{ type: 'authenticate-cognito' as const, order: 1, authenticateCognitoConfig }, forward],
  };
  expect(codeOf(() => elb.createRule(input))).toBe('nothing');
});

// https://github.com/ansible-collections/amazon.aws/issues/2376
test('the default action of a listener may be a redirect', async () => {
  const { elb, web } = await tier();
  const redirectConfig = { protocol: 'HTTPS', port: '443', host: '#{host}', path: '/#{path}', query: '#{query}', statusCode: 'HTTP_301' as const }; // prettier-ignore
  const create = () => elb.createListener({ loadBalancerArn: web.arn, protocol: 'HTTP', port: 8080, defaultActions: [{ type: 'redirect', redirectConfig }] }); // prettier-ignore
  expect(codeOf(create)).toBe('nothing');
});

// https://github.com/hashicorp/terraform-provider-aws/issues/636
test('a priority that is in use is refused, also where priorities are set anew', async () => {
  const { elb, listener, targetGroupArn } = await tier();
  const rule = (priority: number) => elb.createRule({ listenerArn: listener.arn, priority, conditions: [{ field: 'host-header', values: ['a.com'] }], actions: [{ type: 'forward', targetGroupArn }] }) as { rules: { ruleArn: string }[] }; // prettier-ignore
  const [one, two] = [rule(40).rules[0]!, rule(41).rules[0]!];
  expect(codeOf(() => rule(40))).toBe('PriorityInUse');
  const set = (...rulePriorities: [string, number][]) => elb.setRulePriorities({ rulePriorities: rulePriorities.map(([ruleArn, priority]) => ({ ruleArn, priority })) }); // prettier-ignore
  expect(codeOf(() => set([one.ruleArn, 41]))).toBe('PriorityInUse');
  // Swapped at once they do not meet.
  expect(codeOf(() => set([one.ruleArn, 41], [two.ruleArn, 40]))).toBe('nothing');
  expect(listener.describeRules().map(({ ruleArn }) => ruleArn)).toEqual([two.ruleArn, one.ruleArn, listener.defaultRuleArn]); // prettier-ignore
});

// https://github.com/hashicorp/terraform-provider-aws/issues/2746
test('a group of a Network Load Balancer takes stickiness by source, not by cookie', () => {
  const elb = new Cloud().elasticloadbalancingv2;
  const { arn: targetGroupArn } = elb.group('flows', { protocol: 'TCP' });
  const set = (value: string) => elb.modifyTargetGroupAttributes({ targetGroupArn, attributes: [{ key: 'stickiness.type', value }] }); // prettier-ignore
  expect(codeOf(() => set('lb_cookie'))).toBe('InvalidConfigurationRequest');
  expect(codeOf(() => set('source_ip'))).toBe('nothing');
});

// https://github.com/getmoto/moto/pull/6817 and https://github.com/cloudtools/troposphere/issues/1375
test('a group of a Lambda function has no port, protocol or VPC', () => {
  const elb = new Cloud().elasticloadbalancingv2;
  expect(codeOf(() => elb.createTargetGroup({ name: 'f', targetType: 'lambda', port: 80 }))).toBe(
    'ValidationError',
  );
  expect(elb.createTargetGroup({ name: 'f', targetType: 'lambda' })).toMatchObject({
    targetGroups: [{ targetType: 'lambda', healthCheckEnabled: false, healthCheckIntervalSeconds: 35 }],
  });
});

// https://github.com/chaostoolkit-incubator/chaostoolkit-aws/issues/60
test('a deregistration without a port means the port of the group; another one stays, and is no error', () => {
  const cloud = new Cloud();
  const elb = cloud.elasticloadbalancingv2;
  const [one] = cloud.ec2.launch();
  const { arn: targetGroupArn } = elb.group('web');
  elb.registerTargets({ targetGroupArn, targets: [{ id: one!.id, port: 8080 }] });
  expect(codeOf(() => elb.deregisterTargets({ targetGroupArn, targets: [{ id: one!.id }] }))).toBe('nothing');
  expect(elb.findGroup('web').targets.size).toBe(1);
  elb.deregisterTargets({ targetGroupArn, targets: [{ id: one!.id, port: 8080 }] });
  expect(elb.findGroup('web').health()[0]!.targetHealth!.state).toBe('draining');
});

// https://github.com/stackshy/cloudemu/pull/756
test('a new balancer is provisioning, and a target that was never registered is not left out of an answer', async () => {
  const { healthOf } = await tier();
  expect(healthOf('i-0123456789abcdef0')).toEqual({ state: 'unused', reason: 'Target.NotRegistered', description: 'Target is not registered to the target group' }); // prettier-ignore
});
