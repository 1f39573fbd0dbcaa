import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Json } from '../sim/services/sfn/machine/json.ts';
import { play } from '../testing/states/host.ts';
import { readRows } from './rows.ts';
import { figuresOf, same, short } from './states.ts';

interface Row {
  name: string;
  definition: object;
  input: Json;
  inputText: string | null;
  type: 'STANDARD' | 'EXPRESS';
  expectedStatus: string;
  expectedOutput?: Json;
  expectedError?: string;
  expectedCause?: string;
  flags?: string[];
}

/** Rows left out, and why. */
const leftOut: Record<string, string> = {};

test('machines without tasks end as on AWS', (context) => {
  const all = readRows<Row>('asl');
  if (!all) return context.skip();
  const wrong: string[] = [];
  let passed = 0;
  for (const row of all) {
    if (Object.hasOwn(leftOut, short(row.name))) continue;
    const problem = verdict(row);
    if (problem) wrong.push(`${short(row.name)}: ${problem}`);
    else passed++;
  }
  assert.deepEqual(wrong, []);
  assert.equal(`${passed} of ${all.length}`, figuresOf('asl'));
});

function verdict(row: Row): string | undefined {
  const isRandom = row.flags?.includes('nondeterministic-fn');
  try {
    const { outcome } = play(row.definition, row.input, { type: row.type });
    if (outcome.status !== row.expectedStatus)
      return `${JSON.stringify(outcome)} instead of ${row.expectedStatus}`;
    if (outcome.status === 'SUCCEEDED') {
      if (isRandom || same(row.expectedOutput ?? null, outcome.output)) return undefined;
      return `${JSON.stringify(outcome.output)} instead of ${JSON.stringify(row.expectedOutput)}`;
    }
    if (outcome.status === 'TIMED_OUT') return undefined;
    if (outcome.error !== row.expectedError) return `${outcome.error} instead of ${row.expectedError}`;
    if (same(row.expectedCause, outcome.cause)) return undefined;
    return `${outcome.cause} instead of ${row.expectedCause}`;
  } catch (error) {
    return (error as Error).stack!.split('\n').slice(0, 3).join(' ');
  }
}
