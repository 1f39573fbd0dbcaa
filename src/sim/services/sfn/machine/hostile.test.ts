import assert from 'node:assert/strict';
import { test } from 'vitest';
import type { Json } from './json.ts';
import { play, validated } from '../../../../testing/states/host.ts';

const nested = (depth: number, open: string, close: string, inner = '1') =>
  JSON.parse(open.repeat(depth) + inner + close.repeat(depth)) as Json;

test('deep data neither crashes nor hangs', () => {
  const machine = { StartAt: 'P', States: { P: { Type: 'Pass', Parameters: { 'x.$': '$' }, End: true } } };
  for (const depth of [100, 1_000, 100_000]) {
    const { outcome } = play(machine, nested(depth, '[', ']'));
    assert.ok(outcome.status === 'SUCCEEDED' || outcome.status === 'FAILED');
  }
});

test('deep definitions are refused, not followed', () => {
  const inner = '{"StartAt":"P","States":{"P":{"Type":"Parallel","End":true,"Branches":[';
  const text = inner.repeat(5_000) + ']}}}'.repeat(5_000);
  assert.equal(validated(text).result, 'FAIL');
  const rule = nested(5_000, '{"Not":', '}', '{"Variable":"$.x","IsNull":true}');
  const choice = { Type: 'Choice', Choices: [{ ...(rule as object), Next: 'E' }] };
  assert.equal(validated({ StartAt: 'C', States: { C: choice, E: { Type: 'Succeed' } } }).result, 'FAIL');
});

test('what is no definition is refused', () => {
  for (const text of [
    '',
    'null',
    '[]',
    '7',
    '"x"',
    '{"StartAt":1,"States":2}',
    '{"StartAt":"A","States":{"A":null}}',
  ])
    assert.equal(validated(text).result, 'FAIL', text);
  for (const type of ['__proto__', 'constructor', 'toString', 7, null])
    assert.equal(validated({ StartAt: 'A', States: { A: { Type: type } } }).result, 'FAIL');
});

test('an Express machine that loops without waiting ends', () => {
  const loop = { StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Pass', Next: 'A' } } };
  assert.notEqual(play(loop, {}, { type: 'EXPRESS' }).outcome.status, 'SUCCEEDED');
});

test('many findings are cut short', () => {
  const States = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`S${index}`, {}]));
  const { diagnostics, truncated } = validated({ StartAt: 'S0', States });
  assert.deepEqual([diagnostics.length, truncated], [100, true]);
});
