import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dg-limits.html';
const POLLING = 'https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-dev-comm-proto.html';
const API = 'https://docs.aws.amazon.com/amazonswf/latest/apireference/';

/** What Amazon SWF allows. Checked on 2026-11-28. */
export const swfLimits = {
  domains: row('Registered domains', 'domains', QUOTAS, { max: 100 }, true),
  types: row('Workflow types, and activity types, of a domain', 'types', QUOTAS, { max: 10_000 }, true),
  openExecutions: row('Open executions of a domain', 'executions', QUOTAS, { max: 100_000 }, true),
  executionTime: row('Time of an execution', 'seconds', QUOTAS, { max: 365 * 86_400 }),
  history: row('Events of a history', 'events', QUOTAS, { max: 25_000 }),
  openActivities: row('Open activity tasks of an execution', 'tasks', QUOTAS, { max: 1000 }, true),
  openChildren: row('Open child workflows of an execution', 'executions', QUOTAS, { max: 1000 }, true),
  openTimers: row('Open timers of an execution', 'timers', QUOTAS, { max: 1000 }, true),
  pollers: row('Pollers of a task list', 'polls', QUOTAS, { max: 1000 }, true),
  data: row('Input, result or details', 'characters', QUOTAS, { max: 32_768 }),
  longPoll: row('Wait of a poll', 'seconds', POLLING, { max: 60 }),
  page: row('Events of a page', 'events', `${API}API_GetWorkflowExecutionHistory.html`, {
    default: 1000,
    max: 1000,
  }),
} satisfies Record<string, Limit>;
