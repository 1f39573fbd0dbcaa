import { check, Cloud, minutes, table } from 'desired-capacity';

// #region what happens to a group with one process suspended
async function probe(process?: string) {
  const cloud = new Cloud();
  const zones = ['us-east-1a', 'us-east-1b'];
  const web = cloud.autoscaling.createGroup('web', {
    minSize: 1,
    maxSize: 9,
    desiredCapacity: 3,
    availabilityZones: zones.slice(0, 1),
  });
  const policy = web.putScalingPolicy({
    policyName: 'more',
    adjustmentType: 'ExactCapacity',
    scalingAdjustment: 6,
    cooldown: 0,
  });
  await cloud.run(minutes(10));
  const autoScalingGroupName = 'web';
  if (process) {
    const scalingProcesses = [process];
    cloud.autoscaling.suspendProcesses({
      autoScalingGroupName,
      scalingProcesses,
    });
  }
  const yes = (done: boolean) => (done ? 'yes' : 'no');
  const all = () => web.inService.map(({ id }) => id);
  const dead = all()[1]!;
  // An alarm, a dead instance, a schedule, fewer wanted, another zone.
  cloud.cloudwatch.putMetricAlarm({
    alarmName: 'hot',
    namespace: 'shop',
    metricName: 'load',
    statistic: 'Average',
    period: 60,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: 'GreaterThanThreshold',
    alarmActions: [policy.policyARN!],
  });
  cloud.cloudwatch.setAlarmState({
    alarmName: 'hot',
    stateValue: 'ALARM',
    stateReason: 'Somebody says so.',
  });
  await cloud.run(1);
  const alarm = yes(web.desiredCapacity === 6);
  web.setDesiredCapacity(6);
  await cloud.run(minutes(3));
  const launches = yes(all().length === 6);
  cloud.ec2.terminateInstances({ instanceIds: [dead] });
  await cloud.run(minutes(5));
  const known = web.instances.find(({ id }) => id === dead);
  const notices = yes(known?.health !== 'Healthy');
  const replaces = yes(known === undefined);
  cloud.autoscaling.putScheduledUpdateGroupAction({
    autoScalingGroupName,
    scheduledActionName: 'night',
    startTime: new Date(cloud.simulation.epochMillis + 1000),
    desiredCapacity: 4,
  });
  await cloud.run(2);
  const schedule = yes(web.desiredCapacity === 4);
  web.setDesiredCapacity(2);
  await cloud.run(minutes(5));
  const terminates = yes(all().length <= 2);
  web.update({ availabilityZones: zones });
  await cloud.run(minutes(10));
  const levels = yes(new Set(web.instances.map(({ zone }) => zone)).size > 1);
  return { suspended: process ?? 'none', launches, terminates, notices, replaces, alarm, schedule, levels }; // prettier-ignore
}
// #endregion
const rows = [
  await probe(),
  await probe('Launch'),
  await probe('Terminate'),
  await probe('HealthCheck'),
  await probe('ReplaceUnhealthy'),
  await probe('AZRebalance'),
  await probe('AlarmNotification'),
  await probe('ScheduledActions'),
];
table('What a group still does', rows);
// #region the checks
const row = (name: string) => rows.find((one) => one.suspended === name)!;
const stops = (name: string, what: keyof (typeof rows)[number]) =>
  row(name)[what] === 'no' && row('none')[what] === 'yes';
check('Launch suspended: nothing is launched', stops('Launch', 'launches'));
check('Terminate suspended: nothing is terminated', stops('Terminate', 'terminates')); // prettier-ignore
check('HealthCheck suspended: a dead instance goes unnoticed', stops('HealthCheck', 'notices')); // prettier-ignore
check(
  'ReplaceUnhealthy suspended: it is noticed, and stays',
  stops('ReplaceUnhealthy', 'replaces') &&
    row('ReplaceUnhealthy').notices === 'yes',
);
check('AZRebalance suspended: zones stay as they are', stops('AZRebalance', 'levels')); // prettier-ignore
check('AlarmNotification suspended: alarms call in vain', stops('AlarmNotification', 'alarm')); // prettier-ignore
check('ScheduledActions suspended: the hour passes by', stops('ScheduledActions', 'schedule')); // prettier-ignore
// #endregion
