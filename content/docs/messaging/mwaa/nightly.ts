import {
  check,
  Cloud,
  hours,
  minutes,
  table,
  timeline,
} from 'desired-capacity';
import { runDag, type Task } from './dag.ts';

const failures = 1; // knob 0..4 unit tries
const retryDelay = minutes(5); // knob 1..30

const sales: Task[] = [
  { id: 'extract orders', after: [], work: minutes(10) },
  { id: 'extract returns', after: [], work: minutes(4), failures },
  {
    id: 'clean',
    after: ['extract orders', 'extract returns'],
    work: minutes(8),
  },
  { id: 'load Redshift', after: ['clean'], work: minutes(12) },
  { id: 'reports', after: ['load Redshift'], work: minutes(6) },
  { id: 'mail reports', after: ['reports'], work: minutes(1) },
];
const cloud = new Cloud();
const runs = runDag(cloud, sales, retryDelay);
await cloud.run(hours(6));

// #region a timeline, a table and the checks
timeline({
  title: 'One night',
  description:
    'The two extracts run side by side; cleaning, loading, reports and mail follow one after another. The extract of the returns runs twice.',
  lanes: sales.map(({ id }) => ({
    name: id,
    spans: runs
      .filter((one) => one.id === id)
      .map(({ start, end }) => ({ start, end, label: 'works' })),
  })),
});
const last = (id: string) => runs.filter((one) => one.id === id).at(-1)!;
table('The night in figures', [
  {
    night: 'sales',
    'tries in all': runs.length,
    'reports are out after (min)': Math.round(
      last('mail reports').end / minutes(1),
    ),
  },
]);
check(
  'no task begins before what it waits for has ended',
  sales.every(({ id, after }) =>
    after.every((other) => last(other).end <= last(id).start),
  ),
);
check('the reports go out in the end', last('mail reports').end > 0);
// #endregion
