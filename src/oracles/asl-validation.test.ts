import assert from 'node:assert/strict';
import { test } from 'vitest';
import { definitionMessage } from '../sim/services/sfn/machine/diagnostics.ts';
import { validated as valid } from '../testing/states/host.ts';
import { readRows } from './rows.ts';
import { FIGURES, figuresOf, short } from './states.ts';

interface Row {
  name: string;
  definitionText: string;
  type?: 'STANDARD' | 'EXPRESS';
  validated: string | null;
  expected: { createError?: string; result?: string; diagnostics?: object[]; truncated?: boolean };
}

/** Rows left out, and why: each is about another parameter of CreateStateMachine than the definition. */
const leftOut: Record<string, string> = {
  'test_create_duplicate_definition_format_sm#already_exists_1': 'a machine of that name is there',
  'test_invalid_logging_configuration[logging_configuration0]#exception': 'its loggingConfiguration',
  'test_invalid_logging_configuration[logging_configuration2]#exception': 'its loggingConfiguration',
  'test_deleted_log_group#exception': 'its loggingConfiguration',
  'test_multiple_destinations#exception': 'its loggingConfiguration',
  'test_create_with_version_description_no_publish#validation_exception': 'its versionDescription',
};

test('definitions are refused as on AWS', (context) => {
  const all = readRows<Row>('asl-validation');
  if (!all) return context.skip();
  const wrong: string[] = [];
  let passed = 0;
  for (const row of all) {
    const name = short(row.name);
    if (Object.hasOwn(leftOut, name)) continue;
    if (holds(row)) passed++;
    else wrong.push(`${name}: ${definitionMessage(valid(row.definitionText, row.type).diagnostics)}`);
  }
  assert.deepEqual(wrong, []);
  assert.equal(`${passed} of ${all.length}`, figuresOf('asl-validation'));
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
  assert.equal(`${same.length} of ${all.length}`, figuresOf('asl-lint'));
});

test('fewer than two rows in a hundred about Step Functions are left out', () => {
  const { 'asl-lint': _, ...recorded } = FIGURES;
  const sum = (index: 0 | 1) => Object.values(recorded).reduce((total, row) => total + row[index], 0);
  assert.ok(1 - sum(0) / sum(1) < 0.02);
  assert.equal(Object.keys(leftOut).length, sum(1) - sum(0));
});
