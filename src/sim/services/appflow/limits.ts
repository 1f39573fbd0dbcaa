import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/appflow/latest/userguide/service-quotas.html';
const FILTERS = 'https://docs.aws.amazon.com/appflow/latest/userguide/create-flow-console.html';
const TRIGGERS = 'https://docs.aws.amazon.com/appflow/latest/userguide/flow-triggers.html';

/** What Amazon AppFlow allows. Checked on 2026-11-28. */
export const appflowLimits = {
  flows: row('Flows of an account in a Region', 'flows', QUOTAS, { max: 1000 }, true),
  profiles: row('Connector profiles of an account in a Region', 'profiles', QUOTAS, { max: 100 }, true),
  filters: row('Filters of a flow', 'filters', FILTERS, { max: 10 }),
  interval: row('Interval of a scheduled flow', 'seconds', QUOTAS, { min: 60 }),
  firstPull: row('What a first incremental run reads', 'days', TRIGGERS, { default: 30 }),
} satisfies Record<string, Limit>;
