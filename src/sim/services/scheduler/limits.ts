import type { Limit } from '../../cloud/index.ts';
import { limitRow as row } from '../../cloud/limit-row.ts';

const QUOTAS = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide/scheduler-quotas.html';
const API = 'https://docs.aws.amazon.com/scheduler/latest/APIReference/';

/** What Amazon EventBridge Scheduler allows. Checked on 2026-11-28. */
export const schedulerLimits = {
  schedules: row('Schedules of an account', 'schedules', QUOTAS, { max: 10_000_000 }, true),
  groups: row('Schedule groups of an account', 'groups', QUOTAS, { max: 500 }, true),
  name: row('Name of a schedule or group', 'characters', `${API}API_CreateSchedule.html`, {
    min: 1,
    max: 64,
  }),
  expression: row('Schedule expression', 'characters', `${API}API_CreateSchedule.html`, { min: 1, max: 256 }),
  window: row('Flexible time window', 'minutes', `${API}API_FlexibleTimeWindow.html`, { min: 1, max: 1440 }),
  precision: row(
    'Precision of a schedule without a flexible time window',
    'seconds',
    'https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html',
    { default: 60 },
  ),
  input: row('Input of a target', 'bytes', QUOTAS, { max: 262_144 }),
  retryAttempts: row('Retries of an invocation', 'retries', `${API}API_RetryPolicy.html`, {
    default: 185,
    min: 0,
    max: 185,
  }),
  eventAge: row('Age of an invocation that is still tried', 'seconds', `${API}API_RetryPolicy.html`, {
    default: 86_400,
    min: 60,
    max: 86_400,
  }),
  listed: row('Entries of a page', 'entries', `${API}API_ListSchedules.html`, {
    default: 100,
    min: 1,
    max: 100,
  }),
  tags: row('Tags of a schedule group', 'tags', `${API}API_CreateScheduleGroup.html`, { max: 50 }),
  tagKey: row('Key of a tag', 'characters', `${API}API_CreateScheduleGroup.html`, { min: 1, max: 128 }),
  tagValue: row('Value of a tag', 'characters', `${API}API_CreateScheduleGroup.html`, { min: 1, max: 256 }),
} satisfies Record<string, Limit>;
