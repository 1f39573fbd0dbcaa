import { expect, test } from 'vitest';
import { readRuleSchedule, readSchedulerSchedule } from '../sim/cloud/calendar/index.ts';
import { readRows } from './rows.ts';

interface Row {
  name: string;
  /** `events.put_rule`, `scheduler.create_schedule`. */
  api: string;
  expression: string;
  expected: 'valid' | 'error';
}

const rows = readRows<Row>('schedule-expressions');

test.skipIf(!rows)('recorded schedule expressions are valid, or not, as AWS says', () => {
  for (const { name, api, expression, expected } of rows!) {
    const read = api.startsWith('events') ? readRuleSchedule : readSchedulerSchedule;
    expect(read(expression) !== undefined, name).toBe(expected === 'valid');
  }
  expect(rows).toHaveLength(25);
});
