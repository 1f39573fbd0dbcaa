import { ApplicationAutoScalingClient, DescribeScalingPoliciesCommand, ObjectNotFoundException, PutScalingPolicyCommand, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling'; // prettier-ignore
import { expect, test } from 'vitest';
import { arrivals, Cloud, connect, hours, HttpClient, minutes } from '../../index.ts';
import { stepTo } from './step.ts';
import { trackTo } from './target-tracking.ts';

const at = { serviceNamespace: 'ecs', resourceId: 'service/default/web', scalableDimension: 'ecs:service:DesiredCount' } as const; // prettier-ignore

async function scaled(desiredCount = 2) {
  const cloud = new Cloud({ seed: 1 });
  const { ecs, applicationautoscaling: scaling } = cloud;
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true }), launchType: 'FARGATE', desiredCount }); // prettier-ignore
  scaling.registerScalableTarget({ ...at, minCapacity: 2, maxCapacity: 20 });
  await web.until('steady');
  return { cloud, scaling, web };
}

const track = (targetValue: number, more = {}) => ({
  ...at,
  policyName: 'cpu',
  policyType: 'TargetTrackingScaling' as const,
  targetTrackingScalingPolicyConfiguration: {
    targetValue,
    predefinedMetricSpecification: {
      predefinedMetricType: 'ECSServiceAverageCPUUtilization' as const,
    },
    ...more,
  },
});

test.each([
  [4, 90, 60, 6],
  [4, 60, 60, 4],
  [3, 110, 110, 3],
  [10, 12, 60, 2],
  [0, 120, 60, 2],
])('%i tasks at %i against %i: %i', (capacity, metric, target, wanted) => {
  expect(trackTo(capacity, metric, target)).toBe(wanted);
});

const steps = [
  { metricIntervalLowerBound: 0, metricIntervalUpperBound: 15, scalingAdjustment: 1 },
  { metricIntervalLowerBound: 15, scalingAdjustment: 3 },
];
test.each([
  [0, 11],
  [14.9, 11],
  [15, 13],
  [-1, 10],
])('a breach by %d of steps from 0 and 15: %i of 10', (breach, wanted) => {
  expect(stepTo({ adjustmentType: 'ChangeInCapacity', stepAdjustments: steps }, 10, breach)).toBe(wanted);
});

test.each([
  [10, 10, 11],
  [10, 5, 11],
  [25, 10, 27],
  [10, -25, 8],
  [3, 0, 3],
])('%i by %i percent: %i', (capacity, scalingAdjustment, wanted) => {
  const stepAdjustments = [{ metricIntervalLowerBound: 0, scalingAdjustment }];
  expect(stepTo({ adjustmentType: 'PercentChangeInCapacity', stepAdjustments }, capacity, 1)).toBe(wanted);
});

test('target tracking makes two alarms, and brings the tasks to the target', async () => {
  const { cloud, scaling, web } = await scaled();
  const { alarms } = scaling.putScalingPolicy(track(50));
  expect(alarms!.map(({ alarmName }) => /Alarm(High|Low)/.exec(alarmName)![1])).toEqual(['High', 'Low']);
  web.load(500, { capacity: 100 });
  await cloud.run(minutes(40));
  expect(web.desiredCount).toBe(10);
  expect(web.running.every(({ cpu }) => cpu === 0.5)).toBe(true);
  expect(scaling.describeScalingActivities({ serviceNamespace: 'ecs' }).scalingActivities![0]).toMatchObject({ statusCode: 'Successful' }); // prettier-ignore
  scaling.deleteScalingPolicy({ ...at, policyName: 'cpu' });
  expect(cloud.cloudwatch.describeAlarms().metricAlarms).toEqual([]);
});

test('it shrinks after fifteen minutes, once in a cooldown, never below its minimum', async () => {
  const { cloud, scaling, web } = await scaled(10);
  scaling.putScalingPolicy(track(50));
  web.load(10, { capacity: 100 });
  await cloud.run(minutes(14));
  expect(web.desiredCount).toBe(10);
  await cloud.run(minutes(10));
  expect(web.desiredCount).toBe(2);
});

test('a target with scale-in disabled keeps its tasks', async () => {
  const { cloud, scaling, web } = await scaled(10);
  scaling.putScalingPolicy(track(50, { disableScaleIn: true }));
  web.load(10, { capacity: 100 });
  await cloud.run(hours(1));
  expect(web.desiredCount).toBe(10);
});

test('a scale-out waits for its cooldown unless more is wanted', async () => {
  const { cloud, scaling, web } = await scaled();
  scaling.putScalingPolicy({ ...at, policyName: 'step', policyType: 'StepScaling', stepScalingPolicyConfiguration: { adjustmentType: 'ChangeInCapacity', cooldown: 300, stepAdjustments: [{ metricIntervalLowerBound: 0, scalingAdjustment: 2 }] } }); // prettier-ignore
  const { policyARN } = scaling.describeScalingPolicies({ serviceNamespace: 'ecs' }).scalingPolicies![0]!;
  cloud.cloudwatch.putMetricAlarm({ alarmName: 'busy', namespace: 'AWS/ECS', metricName: 'CPUUtilization', dimensions: [{ name: 'ClusterName', value: 'default' }, { name: 'ServiceName', value: 'web' }], statistic: 'Average', period: 60, evaluationPeriods: 1, threshold: 70, comparisonOperator: 'GreaterThanThreshold', alarmActions: [policyARN] }); // prettier-ignore
  web.load(10_000, { capacity: 100 });
  await cloud.waitUntil(() => web.desiredCount === 4);
  await cloud.run(minutes(4));
  expect(web.desiredCount).toBe(4);
  await cloud.run(minutes(2));
  expect(web.desiredCount).toBe(6);
});

test('a scheduled action moves the bounds, and so the tasks', async () => {
  const { cloud, scaling, web } = await scaled();
  scaling.putScheduledAction({ ...at, scheduledActionName: 'morning', schedule: 'cron(0 8 * * ? *)', scalableTargetAction: { minCapacity: 8 } }); // prettier-ignore
  await cloud.run(hours(7.9));
  expect(web.desiredCount).toBe(2);
  await cloud.run(hours(0.2));
  expect(web.desiredCount).toBe(8);
  expect(scaling.describeScheduledActions({ serviceNamespace: 'ecs' }).scheduledActions!.length).toBe(1);
  scaling.deleteScheduledAction({ ...at, scheduledActionName: 'morning' });
  scaling.deregisterScalableTarget(at);
  expect(scaling.describeScalableTargets({ serviceNamespace: 'ecs' }).scalableTargets).toEqual([]);
});

test('what is not modelled, and what is not there', async () => {
  const { scaling } = await scaled();
  expect(() => scaling.registerScalableTarget({ ...at, serviceNamespace: 'dynamodb' })).toThrow(/dynamodb/);
  expect(() => scaling.registerScalableTarget({ ...at, resourceId: 'service/default/none', minCapacity: 1, maxCapacity: 2 })).toThrow("ECS service doesn't exist"); // prettier-ignore
  expect(() => scaling.putScalingPolicy(track(0))).toThrow('The target value must be above 0.');
});

test('the real client of Application Auto Scaling', async () => {
  const cloud = new Cloud({ seed: 1, requestLatency: { mean: 0, sd: 0 } });
  const { ecs } = cloud;
  ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true }), launchType: 'FARGATE' });
  const client = connect(new ApplicationAutoScalingClient({ region: 'us-east-1' }), cloud);
  const place = { ServiceNamespace: 'ecs', ResourceId: 'service/default/web', ScalableDimension: 'ecs:service:DesiredCount' } as const; // prettier-ignore
  const policy = { ...place, PolicyName: 'cpu', PolicyType: 'TargetTrackingScaling', TargetTrackingScalingPolicyConfiguration: { TargetValue: 75, PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' } } } as const; // prettier-ignore
  await expect(client.send(new PutScalingPolicyCommand(policy))).rejects.toBeInstanceOf(ObjectNotFoundException); // prettier-ignore
  await client.send(new RegisterScalableTargetCommand({ ...place, MinCapacity: 1, MaxCapacity: 10 }));
  const { Alarms } = await client.send(new PutScalingPolicyCommand(policy));
  expect(Alarms!.length).toBe(2);
  const { ScalingPolicies } = await client.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs' })); // prettier-ignore
  expect(ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', CreationTime: expect.any(Date) as Date }]);
});

const tracks = (predefinedMetricType: string, resourceLabel?: string) => ({
  ...track(20),
  targetTrackingScalingPolicyConfiguration: { targetValue: 20, predefinedMetricSpecification: { predefinedMetricType, resourceLabel } } as never,
}); // prettier-ignore

test('a service scales by its memory', async () => {
  const { cloud, scaling, web } = await scaled();
  // 205 of 512 MiB are 40 %, whatever the number of tasks: each look asks for twice as many.
  cloud.ecs.program('web', { memory: 205 });
  scaling.putScalingPolicy(tracks('ECSServiceAverageMemoryUtilization'));
  await cloud.run(minutes(30));
  expect(web.desiredCount).toBe(20);
});

test('a service scales by the requests that its balancer gives a target', async () => {
  const cloud = new Cloud({ seed: 1 });
  const { ecs, applicationautoscaling: scaling } = cloud;
  const balancer = cloud.elasticloadbalancingv2.balancer('web', { targetType: 'ip' });
  const web = ecs.service('web', { taskDefinition: ecs.define('web', { fargate: true, port: 80 }), launchType: 'FARGATE', desiredCount: 2, targetGroup: balancer.targetGroup }); // prettier-ignore
  scaling.registerScalableTarget({ ...at, minCapacity: 2, maxCapacity: 20 });
  await web.until('steady');
  await balancer.until('healthy');
  const label = [balancer.arn, balancer.targetGroup.arn].map((arn) => arn.replace(/^.*:(loadbalancer\/)?/, '')).join('/'); // prettier-ignore
  scaling.putScalingPolicy(tracks('ALBRequestCountPerTarget', label));
  const client = new HttpClient(cloud);
  arrivals(cloud, { rate: 2, spacing: 'even', lasting: minutes(30) }, () => client.request({ host: balancer.dnsName })); // prettier-ignore
  await cloud.run(minutes(30));
  // 120 requests a minute at 20 each.
  expect(web.desiredCount).toBe(6);
});

test('what is suspended does not happen: growing, shrinking, or by schedule', async () => {
  const { cloud, scaling, web } = await scaled(4);
  const suspend = (suspendedState: object) => scaling.registerScalableTarget({ ...at, suspendedState });
  scaling.putScalingPolicy(track(50));
  suspend({ dynamicScalingOutSuspended: true });
  web.load(1000, { capacity: 100 });
  await cloud.run(minutes(10));
  expect(web.desiredCount).toBe(4);
  suspend({ dynamicScalingOutSuspended: false, dynamicScalingInSuspended: true });
  await cloud.run(minutes(10));
  web.load(10, { capacity: 100 });
  await cloud.run(minutes(5));
  const grown = web.desiredCount;
  expect(grown).toBeGreaterThan(4);
  await cloud.run(hours(1));
  expect(web.desiredCount).toBe(grown);
  suspend({ dynamicScalingInSuspended: true, scheduledScalingSuspended: true });
  scaling.putScheduledAction({ ...at, scheduledActionName: 'now', schedule: 'rate(5 minutes)', scalableTargetAction: { minCapacity: 20 } }); // prettier-ignore
  await cloud.run(minutes(11));
  expect(web.desiredCount).toBe(grown);
});

test('two policies shrink a service only together, and either lets it grow', async () => {
  const { cloud, scaling, web } = await scaled(10);
  // 205 of 512 MiB are 40 %, near enough to a target of 42.
  cloud.ecs.program('web', { memory: 205 });
  const memory = tracks('ECSServiceAverageMemoryUtilization');
  const policyName = 'memory';
  scaling.putScalingPolicy(track(50));
  scaling.putScalingPolicy({ ...memory, policyName, targetTrackingScalingPolicyConfiguration: { ...memory.targetTrackingScalingPolicyConfiguration as object, targetValue: 42 } as never }); // prettier-ignore
  web.load(10, { capacity: 100 });
  await cloud.run(hours(1));
  expect(web.desiredCount).toBe(10);
  scaling.deleteScalingPolicy({ ...at, policyName });
  await cloud.run(minutes(5));
  expect(web.desiredCount).toBe(2);
});

test('a second scale-in waits for the cooldown of the first; a scale-out does not', async () => {
  const { cloud, scaling, web } = await scaled(10);
  scaling.putScalingPolicy(track(50, { scaleInCooldown: 1800 }));
  web.load(300, { capacity: 100 });
  await cloud.waitUntil(() => web.desiredCount === 6);
  web.load(100, { capacity: 100 });
  await cloud.run(minutes(29));
  expect(web.desiredCount).toBe(6);
  await cloud.run(minutes(3));
  expect(web.desiredCount).toBe(2);
  web.load(500, { capacity: 100 });
  await cloud.run(minutes(8));
  expect(web.desiredCount).toBeGreaterThan(2);
});

test('a scheduled action goes by its time zone', async () => {
  const { cloud, scaling, web } = await scaled();
  scaling.putScheduledAction({ ...at, scheduledActionName: 'morning', schedule: 'cron(0 8 * * ? *)', timezone: 'America/New_York', scalableTargetAction: { minCapacity: 8 } }); // prettier-ignore
  await cloud.run(hours(12.9));
  expect(web.desiredCount).toBe(2);
  await cloud.run(hours(0.2));
  expect(web.desiredCount).toBe(8);
});
