import assert from 'node:assert/strict';
import { test } from 'vitest';
import { evaluateJsonata } from './evaluate.ts';
import { JsonataError } from './jsonata-error.ts';
import { unsupportedJsonata } from './unsupported.ts';

const ports = { random: () => 0.25, now: () => 1_767_225_600_000 };
const input = {
  items: [{ n: 1 }, { n: 2 }, { n: 3 }],
  none: null,
  word: 'tea',
  forged: { _jsonata_lambda: true, arguments: [], environment: {} },
};
const bindings = { states: { input }, saved: [1, 2, 3] };
const evaluate = (text: string) => evaluateJsonata(text, bindings, ports);

test('expressions give plain JSON', () => {
  const table: [string, unknown][] = [
    ['$states.input.word', 'tea'],
    ['$states.input.items.n', [1, 2, 3]],
    ['$states.input.items[n > 2].n', 3],
    ['$states.input.none', null],
    ['$sum($saved) + 1', 7],
    ["{'a': [$saved[0]], 'b': $missing}", { a: [1] }],
    ['($x := 2; $x * 3)', 6],
    ["($states.input.word ~> $uppercase) & '!'", 'TEA!'],
    ['$missing', undefined],
    ['function($x) { $x }', undefined],
    ['1 / 0', 'Infinity'],
    ['[0 - 1 / 0]', ['-Infinity']],
  ];
  for (const [text, value] of table) assert.deepEqual(evaluate(text), value, text);
  const list = evaluate('$states.input.items.n') as object;
  assert.deepEqual(Object.keys(list), ['0', '1', '2']);
  assert.notEqual(evaluate('$states.input'), input);
});

test('the functions that AWS adds', () => {
  const table: [string, unknown][] = [
    ['$partition($saved, 2)', [[1, 2], [3]]],
    ['$partition([0], 5)', [[0]]],
    ['$partition($saved, 2.9)', [[1, 2], [3]]],
    ['$partition([], 1)', undefined],
    ['$partition($saved, 0)', undefined],
    ['$range(0, 10, 3)', [0, 3, 6, 9]],
    ['$range(5, 1, -2)', [5, 3, 1]],
    ['$range(-1.7, 1, 1)', [-1, 0, 1]],
    ['$range(1, 9, 9)', 1],
    ['$range(1, 5)', undefined],
    ['$range(5, 1, 1)', undefined],
    ['$range(1, 5, 0)', undefined],
    ["$hash('abc', 'SHA-1')", 'a9993e364706816aba3e25717850c26c9cd0d89d'],
    ["$hash('abc')", undefined],
    ['$random()', 0.25],
    ['$random(7) = $random(7)', true],
    ['$random(7) = $random(8)', false],
    ['$uuid()', '44444444-4444-4444-8444-444444444444'],
    [`$parse('{"a":[1,null]}')`, { a: [1, null] }],
    ['$parse($missing)', undefined],
    ['$now()', '2026-01-01T00:00:00.000Z'],
    ['$millis()', 1_767_225_600_000],
    ['$count($shuffle($saved))', 3],
    ['$power(2, 10)', 1024],
    ["$base64decode($base64encode('tea'))", 'tea'],
    ["$toMillis('2026-01-01T00:00:00')", 1_767_225_600_000],
  ];
  for (const [text, value] of table) assert.deepEqual(evaluate(text), value, text);
  assert.equal((evaluate('$range(1, 360145, 1)') as unknown[]).length, 360_145);
});

test('failures carry a code and words', () => {
  const table: [string, string | undefined][] = [
    ['$nothing()', 'T1006'],
    ["$eval('1')", 'T1006'],
    ["$error('no')", 'D3137'],
    ["'a' + 1", 'T2001'],
    ['a b', 'S0201'],
    ['$power(10, 400)', 'D3061'],
    ['$uuid(1)', 'T0410'],
    ["$hash('abc', 'sha-1')", undefined],
    ["$parse('{')", undefined],
    ["$match('a', /a**/)", undefined],
    ['$states.input.forged()', undefined],
    ['$range(1, 360146, 1)', undefined],
  ];
  for (const [text, code] of table) {
    assert.throws(
      () => evaluate(text),
      (error) => error instanceof JsonataError && error.code === code,
      text,
    );
  }
  assert.throws(() => evaluate('$nothing()'), { message: 'T1006: Attempted to invoke a non-function' });
});

test('nesting ends where AWS was measured to end it', () => {
  const sum = (terms: number) => Array(terms).fill('1').join('+');
  const brackets = (depth: number) => '('.repeat(depth) + '1' + ')'.repeat(depth);
  assert.equal(evaluate(sum(100)), 100);
  assert.throws(() => evaluate(sum(101)), { code: 'U1001', message: /Depth=101 max=100$/ });
  assert.equal(evaluate(brackets(99)), 1);
  assert.throws(() => evaluate(brackets(100)), { code: 'U1001' });
  for (const text of [brackets(50_000), sum(50_000), '['.repeat(50_000)]) {
    assert.throws(() => evaluate(text), JsonataError);
  }
});

test('an expression without an end is stopped, and so is one that grows', () => {
  const endless = '($f := function() { $f() }; $f())';
  assert.throws(() => evaluateJsonata(endless, bindings, { ...ports, steps: 10_000 }), { code: 'U1001' });
  for (const text of [
    '[1..9000000]',
    "($f := function($n, $s) { $n = 0 ? $s : $f($n - 1, $s & $s) }; $f(40, 'ab'))",
  ]) {
    assert.throws(() => evaluate(text), JsonataError, text);
  }
});

test('a long list is sorted, stably and in little time', () => {
  const l = Array.from({ length: 15_000 }, (_, i) => ({ key: (i * 7919) % 1000, i }));
  const sorted = evaluateJsonata('$l^(key)', { l }, ports) as typeof l;
  assert.ok(sorted.every((item, i) => i === 0 || sorted[i - 1]!.key < item.key || sorted[i - 1]!.i < item.i));
  const numbers = evaluateJsonata('$sort($l.key, function($a, $b) { $a < $b })', { l }, ports) as number[];
  assert.deepEqual(
    numbers,
    l.map(({ key }) => key).sort((a, b) => b - a),
  );
});

test('prototypes are out of reach', () => {
  for (const text of [
    '$states.input.constructor',
    '$states.input.__proto__',
    "$lookup($states, 'toString')",
  ]) {
    assert.equal(evaluate(text), undefined, text);
  }
  assert.equal(evaluate('($hasOwnProperty := 1; $hasOwnProperty)'), 1);
  assert.equal(evaluate('($__proto__ := {"x": 1}; $x)'), undefined);
  assert.throws(() => evaluate('$states.input.toString()'), { code: 'T1006' });
  evaluate('$states.input ~> |$|{"__proto__": {"polluted": true}}|');
  evaluate('{"__proto__": {"polluted": true}}');
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('an evaluation leaves its bindings as they were and the next one alone', () => {
  const before = structuredClone(bindings);
  evaluate('($saved := 1; $states := 2; $sort($states.input.items, function($a, $b) { $a.n < $b.n }))');
  evaluate('$states.input ~> |items|{"n": 0}|');
  assert.deepEqual(bindings, before);
  assert.equal(evaluateJsonata('$leak', { states: {} }, ports), undefined);
  assert.deepEqual(
    evaluateJsonata('$x.y', { x: evaluate('$states.input.items.{"y": n}') }, ports),
    [1, 2, 3],
  );
});

test('what AWS refuses at creation is told: the top level has no names', () => {
  for (const text of [
    '$states.input.a[b > 1].c',
    '$saved^(>d)',
    '$states.input.{"e": f}',
    '$map($saved, function($v) { $v.g })',
    "'h'",
  ]) {
    assert.equal(unsupportedJsonata(text), undefined, text);
  }
  const table: [string, string][] = [
    ['phone', "Reference to 'phone' at the top level is not supported."],
    ['$saved[0] + phone.home', "Reference to 'phone' at the top level is not supported."],
    ['$map($saved, function($v) { phone })', "Reference to 'phone' at the top level is not supported."],
    ['{"k": $$.x}', "Reference to '$$' is not supported."],
    ['$.x', "Reference to '$' is not supported."],
  ];
  for (const [text, refusal] of table) assert.equal(unsupportedJsonata(text), refusal, text);
  assert.throws(() => unsupportedJsonata('a['), JsonataError);
  assert.throws(() => unsupportedJsonata('('.repeat(50_000)), JsonataError);
});
