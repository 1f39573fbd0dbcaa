import { check, Cloud, hours, minutes, plot, table } from 'desired-capacity';
import { environmentIn } from './environment.ts';

const shops = 40; // knob 5..100 step 5
const maxWorkers = 5; // knob 1..10
const environmentClass = 'mw1.small'; // knob 'mw1.small' | 'mw1.medium' | 'mw1.large'

const cloud = new Cloud();
const airflow = await environmentIn(cloud, { maxWorkers, environmentClass });

// A DAG is code: a loop makes its tasks.
const tasks = [];
for (let shop = 1; shop <= shops; shop++)
  tasks.push({ id: `shop ${shop}`, work: minutes(10) });
const upstream = tasks.map(({ id }) => id);
const sum = { id: 'sum', upstream, work: minutes(2) };
airflow.add({ id: 'shops', tasks: [...tasks, sum] });

// #region a DAG with a cycle, the run, the plot, a table and the checks
let refusal = '';
try {
  airflow.add({
    id: 'circle',
    tasks: [
      { id: 'egg', upstream: ['hen'], work: 1 },
      { id: 'hen', upstream: ['egg'], work: 1 },
    ],
  });
} catch (error) {
  refusal = (error as Error).name;
}
const since = cloud.now;
const run = airflow.trigger('shops');
const workers: [number, number][] = [];
const running: [number, number][] = [];
cloud.process(function* look() {
  while (true) {
    const minute = (cloud.now - since) / minutes(1);
    workers.push([minute, airflow.workers]);
    running.push([minute, airflow.runningTasks]);
    yield minutes(1);
  }
});
await cloud.run(hours(4));
plot({
  title: 'Tasks that run, and workers',
  description:
    'One worker begins; more come after some minutes, and tasks with them. When the tasks are done, all but one worker go.',
  x: { label: 'minutes since the start' },
  y: { label: 'number' },
  series: [
    { name: 'tasks that run', points: running },
    { name: 'workers', points: workers },
  ],
});
const most = Math.max(...workers.map(([, count]) => count));
table('The run in figures', [
  {
    run: `${shops} shops`,
    'workers at most': most,
    'took (min)': Math.round((run.endedAt! - since) / minutes(1)),
  },
]);
check(
  'a loop in the code made a task for each shop',
  run.instances.size === shops + 1 && run.state === 'success',
);
check(
  'tasks that wait for each other are no DAG',
  refusal === 'AirflowDagCycleException',
);
check('workers come for tasks that wait', most > 1);
check('idle workers go, but for one', airflow.workers === 1);
// #endregion
