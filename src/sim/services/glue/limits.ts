import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const JOBS = 'https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-job.html';
const RUNS = 'https://docs.aws.amazon.com/glue/latest/dg/aws-glue-api-jobs-runs.html';
const COSTS =
  'https://docs.aws.amazon.com/whitepapers/latest/cost-modeling-data-lakes/cost-optimization-in-analytics-services.html';

/** What AWS Glue allows, as far as it is modelled. Checked on 2026-11-28. */
export const glueLimits = {
  name: row('Name of a database, table, crawler, job or trigger', 'characters', JOBS, { min: 1, max: 255 }),
  concurrentRuns: row('Runs of a job at once', 'runs', JOBS, { default: 1, min: 1 }),
  /** Seven days at most. */
  timeout: row('Timeout of a run of a job', 'minutes', RUNS, { default: 480, min: 1, max: 10_080 }),
  oldTimeout: row('Timeout of a run of a job of Glue 4.0 and earlier', 'minutes', RUNS, { default: 2880 }),
  /** Since Glue 2.0; before it was ten minutes. */
  minimumRun: row('A run of a job is billed for at least', 'seconds', COSTS, { default: 60 }),
  minimumCrawl: row('A crawl is billed for at least', 'seconds', COSTS, { default: 600 }),
} satisfies Record<string, Limit>;
