import {
  check,
  Cloud,
  days,
  hours,
  minutes,
  table,
  timeline,
} from 'desired-capacity';
import { environmentIn } from './environment.ts';

const failures = 1; // knob 0..4 unit tries
const retryDelay = minutes(5); // knob 1..30

const cloud = new Cloud();
const airflow = await environmentIn(cloud);
airflow.add({
  id: 'sales',
  schedule: days(1),
  tasks: [
    { id: 'extract orders', work: minutes(10) },
    {
      id: 'extract returns',
      retries: 4,
      retryDelay,
      *work(attempt) {
        yield minutes(4);
        if (attempt <= failures) throw new Error('The shop does not answer.');
      },
    },
    // #region what waits for the extracts: clean, load, reports, mail
    {
      id: 'clean',
      upstream: ['extract orders', 'extract returns'],
      work: minutes(8),
    },
    { id: 'load Redshift', upstream: ['clean'], work: minutes(12) },
    { id: 'reports', upstream: ['load Redshift'], work: minutes(6) },
    { id: 'mail reports', upstream: ['reports'], work: minutes(1) },
    // #endregion
  ],
});
await cloud.run(days(3) + hours(6));

// #region a timeline, a table and the checks
const tonight = airflow.runs.at(-1);
const tasks = [...(tonight?.instances.values() ?? [])];
const since = tonight?.createdAt ?? 0;
timeline({
  title: 'The third night',
  description:
    'The two extracts run side by side; cleaning, loading, reports and mail follow one after another. The extract of the returns runs twice.',
  lanes: tasks.map(({ task, tries }) => ({
    name: task.id,
    spans: tries.map(({ start, end }) => ({
      start: start - since,
      end: end - since,
      label: 'works',
    })),
  })),
});
table(
  'The nights in figures',
  airflow.runs.map(({ instances, createdAt, endedAt = 0 }, night) => ({
    night: String(night + 1),
    'tries in all': [...instances.values()].flatMap(({ tries }) => tries)
      .length,
    'reports are out after (min)': Math.round(
      (endedAt - createdAt) / minutes(1),
    ),
  })),
);
const span = (id: string) => tonight?.instances.get(id)?.tries.at(-1);
check(
  'no task begins before what it waits for has ended',
  tasks.length === 6 &&
    tasks.every(({ task: { id, upstream = [] } }) =>
      upstream.every((other) => span(other)!.end <= span(id)!.start),
    ),
);
check(
  'Airflow runs the pipeline every night by itself',
  airflow.runs.length === 3 &&
    airflow.runs.every(({ state }) => state === 'success'),
);
// #endregion
