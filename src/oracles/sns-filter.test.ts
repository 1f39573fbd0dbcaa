import { describe, expect, test } from 'vitest';
import { filteredOut, readFilterPolicy, type FilterPolicyScope } from '../sim/services/sns/filter-policy.ts';
import { beforeSource, readRows } from './rows.ts';

interface Row {
  kind: 'match' | 'validate';
  name: string;
  scope: FilterPolicyScope;
  policy: unknown;
  policyText?: string;
  message?: unknown;
  messageText?: string;
  messageAttributes?: Record<string, { DataType: string; StringValue?: unknown }>;
  expected: boolean | 'valid' | 'error';
  errorMessage?: string;
}

/** Recorded in May 2024, before SNS learnt `anything-but` with a suffix. */
const LATER = '#error-condition-anything-but-suffix';

/** What became of a row: the verdict, or the words of the refusal. */
function answerTo(row: Row): unknown {
  const { kind, scope, policy, policyText, message, messageText, messageAttributes = {} } = row;
  try {
    // A subscription without a policy is like one whose policy is empty.
    const filter = readFilterPolicy(policyText ?? JSON.stringify(policy ?? {}), scope);
    if (kind === 'validate') return 'valid';
    if (!filter) return true;
    // In rows that are not from AWS, numbers stand bare.
    const attributes = Object.entries(messageAttributes).map(([name, { DataType, StringValue }]) => [
      name,
      { dataType: DataType, stringValue: String(StringValue) },
    ]);
    const text = messageText ?? (typeof message === 'string' ? message : (JSON.stringify(message) ?? ''));
    return filteredOut(filter, text, Object.fromEntries(attributes)) === undefined;
  } catch (error) {
    return `Invalid parameter: Attributes Reason: ${(error as Error).message}`;
  }
}

describe('filter policies', () => {
  const rows = readRows<Row>('sns-filter');
  test.skipIf(!rows)(
    'recorded messages pass recorded policies, and policies are refused, as AWS says',
    () => {
      for (const row of rows!) {
        if (row.name.endsWith(LATER)) {
          expect(answerTo(row), row.name).toBe('valid');
          continue;
        }
        const expected = row.expected === 'error' ? beforeSource(row.errorMessage ?? '') : row.expected;
        expect(answerTo(row), row.name).toBe(expected);
      }
      expect(rows).toHaveLength(60);
    },
  );

  const others = readRows<Row>('sns-filter-tier2');
  test.skipIf(!others)(
    'rows that are not from AWS agree, but for values outside a list: AWS refuses those',
    () => {
      const differ = others!.filter((row) => answerTo(row) !== row.expected);
      for (const row of differ) expect(answerTo(row), row.name).toMatch(/must be an object or an array$/);
      expect([others!.length, differ.length]).toEqual([60, 4]);
    },
  );
});
