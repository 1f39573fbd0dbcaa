import { check, Cloud, minutes, table } from 'desired-capacity';

const memory = 2200; // knob memory of a task: 1000..3600 step 200 unit MiB

// Three instances of 4 GiB. Each has two vCPUs, of which a task takes a half.
const cloud = new Cloud();
const cluster = cloud.ecs.cluster();
cluster.launch({ count: 3, instanceType: 't3.medium' });
await cloud.waitUntil(() => cluster.instances.length === 3);
const web = cloud.ecs.service('web', {
  taskDefinition: cloud.ecs.define('web', { cpu: 512, memory }),
  desiredCount: 5,
});
await cloud.run(minutes(2));

// #region the table, what the service says, and the checks
table(
  'What is left',
  cluster.instances.map(({ ec2, tasks, remaining }) => ({
    zone: ec2.zone.name,
    tasks,
    'CPU units': remaining.cpu,
    'memory, MiB': remaining.memory,
  })),
);
const told = web.messages.find((text) => text.includes('was unable to'));
console.log(told?.replace(/[0-9a-f]{32}/, 'ID') ?? 'all tasks have a place');
check('three of five found a place', web.running.length === 3);
check('CPU is left on every instance', cluster.instances.every(({ remaining }) => remaining.cpu >= 512)); // prettier-ignore
check('the service says what is short', told?.endsWith('has insufficient memory available.') === true); // prettier-ignore
// #endregion
