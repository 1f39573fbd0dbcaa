import { check, Cloud, minutes, table } from 'desired-capacity';

const memory = 512; // knob memory of a task: 512..8192 step 512 unit MiB

// A cluster without an instance, and a job of four tasks.
const cloud = new Cloud();
const { ecs } = cloud;
const hosts = cloud.autoscaling.createGroup('hosts', {
  minSize: 0,
  maxSize: 10,
  instanceType: 't3.medium',
});
ecs.createCapacityProvider({
  name: 'hosts',
  autoScalingGroupProvider: {
    autoScalingGroupArn: hosts.arn,
    managedScaling: { status: 'ENABLED', instanceWarmupPeriod: 60 },
  },
});
const strategy = [{ capacityProvider: 'hosts', weight: 1 }];
ecs.createCluster({
  capacityProviders: ['hosts'],
  defaultCapacityProviderStrategy: strategy,
});
const job = ecs.define('job', { cpu: 512, memory });
const tasks = ecs.run(job, { count: 4 });

// #region the metric and the group, minute by minute, and the checks
const rows = [];
for (let minute = 1; minute <= 8; minute += 1) {
  await cloud.run(minutes(1));
  const states = Object.entries(Object.groupBy(tasks, (task) => task.lastStatus)).map(([state, list]) => `${list!.length} ${state}`); // prettier-ignore
  rows.push({ minute, 'metric, %': ecs.provider('hosts').reservation!, 'instances': hosts.inService.length, tasks: states.join(', ') }); // prettier-ignore
}
table('CapacityProviderReservation', rows);
check('without an instance the metric is 200', rows[0]!['metric, %'] === 200);
check('200 from none brings two instances', hosts.inService.length === 2);
check('then it is at its target', rows.at(-1)!['metric, %'] === 100);
check(
  'and the tasks run',
  tasks.every((task) => task.running),
);
// #endregion
