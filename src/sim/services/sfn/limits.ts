import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';
import { quotas } from './machine/quotas.ts';

const QUOTAS = 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html';
const API = 'https://docs.aws.amazon.com/step-functions/latest/apireference/';
const ERRORS = 'https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html';

/** What AWS Step Functions allows. Checked on 2026-11-28. */
export const sfnLimits = {
  name: row('Name of a state machine, execution or activity', 'characters', QUOTAS, { min: 1, max: 80 }),
  stateMachines: row('State machines of an account', 'state machines', QUOTAS, { max: 100_000 }, true),
  activities: row('Activities of an account', 'activities', QUOTAS, { max: 100_000 }, true),
  definition: row('Definition of a state machine', 'bytes', QUOTAS, { min: 1, max: 1_048_576 }),
  openExecutions: row(
    'Open executions of Standard state machines',
    'executions',
    QUOTAS,
    { max: 1_000_000 },
    true,
  ),
  payload: row('Input or output of a task, a state or an execution', 'bytes', QUOTAS, {
    max: quotas.payloadBytes,
  }),
  standardTime: row('Time of a Standard execution', 'seconds', QUOTAS, { max: quotas.standardSeconds }),
  expressTime: row('Time of an Express execution', 'seconds', QUOTAS, { max: quotas.expressSeconds }),
  history: row('Events of a Standard execution', 'events', QUOTAS, { max: quotas.historyEvents }),
  retention: row(
    'Time for which the history of a closed execution is kept',
    'days',
    QUOTAS,
    { default: 90, min: 30, max: 90 },
    true,
  ),
  redrivePeriod: row('Time within which an execution can be redriven', 'days', QUOTAS, { max: 14 }),
  redrivableEvents: row(
    'Events of an execution that can be redriven',
    'events',
    'https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html',
    { max: 24_998 },
  ),
  versions: row('Versions of a state machine', 'versions', QUOTAS, { max: 1000 }, true),
  aliases: row('Aliases of a state machine', 'aliases', QUOTAS, { max: 100 }, true),
  inlineConcurrency: row(
    'Iterations of an inline Map state at once',
    'iterations',
    'https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html',
    { max: quotas.inlineConcurrency },
  ),
  distributedConcurrency: row('Child executions of a distributed Map state at once', 'executions', QUOTAS, {
    max: quotas.distributedConcurrency,
  }),
  retryInterval: row('IntervalSeconds of a retrier', 'seconds', ERRORS, {
    default: 1,
    min: 1,
    max: 99_999_999,
  }),
  retryAttempts: row('MaxAttempts of a retrier', 'retries', ERRORS, { default: 3, min: 0, max: 99_999_999 }),
  backoffRate: row('BackoffRate of a retrier', 'times', ERRORS, { default: 2, min: 1 }),
  retryDelay: row('MaxDelaySeconds of a retrier', 'seconds', ERRORS, { min: 1, max: 31_622_400 }),
  activityPoll: row('Time for which GetActivityTask waits', 'seconds', `${API}API_GetActivityTask.html`, {
    max: 60,
  }),
  taskToken: row('Task token', 'characters', `${API}API_SendTaskSuccess.html`, { min: 1, max: 2048 }),
  listed: row('Entries of a page', 'entries', `${API}API_ListExecutions.html`, {
    default: 100,
    min: 0,
    max: 1000,
  }),
  tags: row('Tags of a resource', 'tags', QUOTAS, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', QUOTAS, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', QUOTAS, { min: 0, max: 256 }),
} satisfies Record<string, Limit>;
