import assert from 'node:assert/strict';
import { test } from 'vitest';
import { definitionMessage } from '../sim/services/sfn/machine/diagnostics.ts';
import { validated as valid } from '../testing/states/host.ts';
import { readRows } from './rows.ts';
import { short } from './states.ts';

interface Row {
  name: string;
  definitionText: string;
  type?: 'STANDARD' | 'EXPRESS';
  validated: string | null;
  expected: { createError?: string; result?: string; diagnostics?: object[]; truncated?: boolean };
}

/** Rows that are about other parameters of CreateStateMachine than the definition. */
const leftOut =
  /^test_(create_duplicate|invalid_logging|deleted_log_group|multiple_destinations|create_with_version)/;

test('definitions are refused as on AWS', (context) => {
  const all = readRows<Row>('asl-validation');
  if (!all) return context.skip();
  const wrong: string[] = [];
  let passed = 0;
  for (const row of all) {
    const name = short(row.name);
    if (leftOut.test(name)) continue;
    if (holds(row)) passed++;
    else wrong.push(`${name}: ${definitionMessage(valid(row.definitionText, row.type).diagnostics)}`);
  }
  assert.deepEqual(wrong, []);
  assert.equal(`${passed} of ${all.length}`, '61 of 67');
});

function holds({ definitionText, type, validated, expected, name }: Row): boolean {
  const isExpress = name.includes('test_illegal_callbacks');
  const { result, diagnostics, truncated } = valid(definitionText, isExpress ? 'EXPRESS' : type);
  if (validated === null) return result === 'FAIL';
  if (expected.createError) return expected.createError.endsWith(definitionMessage(diagnostics));
  if (truncated !== expected.truncated) return false;
  return (
    result === expected.result &&
    JSON.stringify(sorted(diagnostics)) === JSON.stringify(sorted(expected.diagnostics!))
  );
}

const sorted = (list: readonly object[]) => list.map((item) => Object.entries(item).sort());

test('what AWS has run is valid', (context) => {
  const all = ['asl', 'asl-tasks'].map((name) => readRows<{ name: string; definition: object }>(name));
  if (all.includes(undefined)) return context.skip();
  const wrong = new Set<string>();
  for (const { name, definition } of all.flat() as { name: string; definition: object }[]) {
    const text = JSON.stringify(definition).replaceAll(
      /\{\{call\d+\.(\w+?)Arn\}\}/g,
      'arn:aws:states:us-east-1:111111111111:$1:x',
    );
    const { result, diagnostics } = valid(text);
    if (result === 'FAIL') wrong.add(`${short(name)}: ${definitionMessage(diagnostics)}`);
  }
  assert.deepEqual([...wrong], []);
});

test('other validators agree in 71 of 89 cases: advice, not AWS', (context) => {
  const all = readRows<{ name: string; definition: object; valid: boolean }>('asl-lint');
  if (!all) return context.skip();
  const same = all.filter((row) => (valid(row.definition).result === 'OK') === row.valid);
  // Of the others, 12 have `foo:bar` for a resource, and AWS's recorded rules refuse two.
  assert.equal(`${same.length} of ${all.length}`, '71 of 89');
});
