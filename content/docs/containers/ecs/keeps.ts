import {
  check,
  Cloud,
  minutes,
  playback,
  plot,
  recordThings,
  table,
} from 'desired-capacity';

// A service of six tasks on three instances. At minute 4 a task is stopped by
// hand; at minute 7 an instance dies.
const cloud = new Cloud();
const cluster = cloud.ecs.cluster();
cluster.launch({ count: 3, instanceType: 't3.medium' });
await cloud.waitUntil(() => cluster.instances.length === 3);
const web = cloud.ecs.service('web', {
  taskDefinition: cloud.ecs.define('web', { cpu: 256, memory: 512 }),
  desiredCount: 6,
});
// #region what is filmed: each task, in the zone of its instance
const film = recordThings(
  cloud,
  () =>
    web.tasks.map(({ id, lastStatus: state, zone: place = '' }) => ({
      id,
      state,
      place,
    })),
  {
    states: {
      PROVISIONING: 'comes',
      PENDING: 'comes',
      ACTIVATING: 'comes',
      DEACTIVATING: 'leaves',
      STOPPING: 'leaves',
      DEPROVISIONING: 'leaves',
      STOPPED: 'leaves',
    },
  },
);
// #endregion
const tasks = cloud.record(() => web.running.length, { every: 1 });
await cloud.run(minutes(4) - cloud.now);
const [stopped] = web.running;
await stopped!.stop('It looked at me');
await cloud.run(minutes(7) - cloud.now);
await cloud.ec2.instances[0]!.terminate();
await cloud.run(minutes(5));

// #region the playback, the plot, the table and the checks
playback({
  title: 'Six tasks, and their replacements',
  description:
    'Two tasks in each of three zones. One leaves, and another comes at once. Then a zone loses both of its tasks, and the two other zones get one more each.',
  scenes: film,
});
plot({
  title: 'Tasks that run',
  description:
    'Six tasks. Two dips: one task at minute four, two at minute seven. Both close within seconds.',
  x: { label: 'Time', unit: 's' },
  y: { label: 'Tasks' },
  series: [{ name: 'running', style: 'step', points: tasks.slice(60) }],
  marks: [
    { x: minutes(4), label: 'a task is stopped' },
    { x: minutes(7), label: 'an instance dies' },
  ],
});
table(
  'After it all',
  cluster.instances.map(({ ec2, tasks: held }) => ({
    zone: ec2.zone.name,
    tasks: held,
  })),
);
const lowest = Math.min(...tasks.slice(120).map(([, count]) => count));
const { running, cluster: where } = web;
check('the service is back at six', running.length === 6);
check('it dipped, for a replacement starts after the loss', lowest < 6);
check('the tasks stand on the two instances that are left', where.instances.length === 2); // prettier-ignore
check('a stopped task tells why', stopped!.stoppedReason === 'It looked at me'); // prettier-ignore
check('and its replacement is another task', !running.includes(stopped!));
// #endregion
