import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const API = 'https://docs.aws.amazon.com/mwaa/latest/API/';
const GUIDE = 'https://docs.aws.amazon.com/mwaa/latest/userguide/';

/** What Amazon MWAA allows. Checked on 2026-11-28. */
export const mwaaLimits = {
  maxWorkers: row(
    'Most workers of an environment',
    'workers',
    `${GUIDE}mwaa-autoscaling.html`,
    {
      ...{ default: 10, min: 1, max: 25 },
    },
    true,
  ),
  minWorkers: row('Least workers of an environment', 'workers', `${API}API_CreateEnvironment.html`, {
    ...{ default: 1, min: 1 },
  }),
  schedulers: row('Schedulers of an environment', 'schedulers', `${API}API_CreateEnvironment.html`, {
    ...{ default: 2, min: 1, max: 5 },
  }),
  webservers: row('Web servers of an environment', 'servers', `${API}API_CreateEnvironment.html`, {
    ...{ default: 2, min: 1, max: 5 },
  }),
  page: row('Environments of a page', 'environments', `${API}API_ListEnvironments.html`, {
    ...{ default: 25, min: 1, max: 25 },
  }),
} satisfies Record<string, Limit>;
