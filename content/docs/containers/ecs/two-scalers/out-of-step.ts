import { check, Cloud, hours, plot, table } from 'desired-capacity';

const targetCapacity = 100; // knob target capacity: 50..100 step 10 unit %

// Visitors come in the morning: from 200 to 1,600 requests a second. A task
// works off 100 a second; two of them fill an instance.
async function morning(provider: boolean) {
  const cloud = new Cloud();
  // #region a group of instances, as capacity provider or on its own
  const { ecs } = cloud;
  const hosts = cloud.autoscaling.createGroup('hosts', { minSize: 3, maxSize: 20, instanceType: 't3.medium' }); // prettier-ignore
  ecs.createCapacityProvider({
    name: 'hosts',
    autoScalingGroupProvider: {
      autoScalingGroupArn: hosts.arn,
      managedScaling: { status: 'ENABLED', targetCapacity, instanceWarmupPeriod: 60 }, // prettier-ignore
    },
  });
  const strategy = [{ capacityProvider: 'hosts', weight: 1 }];
  if (provider)
    ecs.createCluster({
      capacityProviders: ['hosts'],
      defaultCapacityProviderStrategy: strategy,
    });
  else ecs.cluster().joinGroup('hosts');
  await cloud.waitUntil(() => ecs.cluster().instances.length === 3);
  // #endregion
  const web = ecs.service('web', {
    taskDefinition: ecs.define('web', { cpu: 1024, memory: 1024 }),
    desiredCount: 4,
  });
  // #region the first scaler: target tracking on the CPU of the service
  const scaled = {
    serviceNamespace: 'ecs',
    resourceId: 'service/default/web',
    scalableDimension: 'ecs:service:DesiredCount',
  } as const;
  const { applicationautoscaling: tasks } = cloud;
  tasks.registerScalableTarget({ ...scaled, minCapacity: 4, maxCapacity: 30 }); // prettier-ignore
  tasks.putScalingPolicy({
    ...scaled,
    policyName: 'cpu',
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      targetValue: 60,
      scaleOutCooldown: 60,
      predefinedMetricSpecification: {
        predefinedMetricType: 'ECSServiceAverageCPUUtilization',
      },
    },
  });
  // #endregion
  // #region two hours, and what they show
  await web.until('steady');
  const start = cloud.now;
  const load = web.load((s) => (s < 600 ? 200 : 1600), { capacity: 100 });
  const record = (read: () => number) => cloud.record(read, { every: 60 });
  const desired = record(() => web.desiredCount);
  const running = record(() => web.running.length);
  const instances = record(() => hosts.inService.length);
  await cloud.run(hours(1.5));
  const waits = running.filter(([, n], i) => n < desired[i]![1]).length;
  const lines = { desired, running, instances };
  const points = (line: typeof desired) => line.map(([x, y]) => [(x - start) / 60, y] as const); // prettier-ignore
  return { waits, lost: Math.round(load.lost), tasks: web.running.length, wanted: web.desiredCount, instances: hosts.inService.length, series: Object.entries(lines).map(([name, line]) => ({ name, style: 'step' as const, points: points(line) })), told: web.messages }; // prettier-ignore
  // #endregion
}
const alone = await morning(false);
const together = await morning(true);

// #region the plots, the table and the checks
for (const [title, { series }] of [
  ['One scaler: tasks', alone],
  ['Two scalers: tasks and instances', together],
] as const)
  plot({
    title,
    description: 'Desired tasks rise after the morning rush.',
    x: { label: 'Time', unit: 'min' },
    y: { label: 'Count' },
    series,
    marks: [{ x: 10, label: 'the rush' }],
  });
const row = ({ series: _, told: __, ...cells }: typeof alone) => cells;
table('After an hour and a half', [
  { scaled: 'tasks alone', ...row(alone) },
  { scaled: 'tasks and instances', ...row(together) },
]);
check('service auto scaling alone adds no instance', alone.instances === 3);
check('so its tasks find no place', alone.tasks === 6 && alone.wanted > 20);
check('with a provider, instances follow the tasks', together.instances > 10 && together.tasks === together.wanted); // prettier-ignore
check('the tasks wait for them some minutes', together.waits > 3 && together.waits < 30); // prettier-ignore
check('fewer requests are lost', together.lost < alone.lost / 3);
check('the service says what is short', alone.told.some((text) => text.includes('unable to place a task'))); // prettier-ignore
// #endregion
