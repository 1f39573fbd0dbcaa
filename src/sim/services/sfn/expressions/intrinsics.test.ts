import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'vitest';
import { base64, bytesOf } from '../../../cloud/expressions/base64.ts';
import { digest } from '../../../cloud/expressions/digest.ts';
import { evaluateIntrinsic } from './intrinsics.ts';
import { seeded } from '../../../cloud/expressions/random.ts';
import { utf8 } from '../../../cloud/digest/index.ts';

const scope = {
  data: {
    word: 'tea',
    list: [3, 1, 3, { a: 1 }, { a: 1 }],
    map: { x: 1, y: [] },
    none: null,
    json: '{"a": [1]}',
  },
  context: { State: { Name: 'Here' } },
  variables: { count: 4 },
  random: () => 0.5,
};

test('functions of arrays', () => {
  const table: [string, unknown][] = [
    ['States.Array()', []],
    [
      "States.Array(1, -2.5, 'x', true, null, $.word, $$.State.Name, $count)",
      [1, -2.5, 'x', true, null, 'tea', 'Here', 4],
    ],
    ['States.ArrayPartition($.list, 2)', [[3, 1], [3, { a: 1 }], [{ a: 1 }]]],
    ['States.ArrayPartition($.list, 4.4)', [[3, 1, 3, { a: 1 }], [{ a: 1 }]]],
    ['States.ArrayContains($.list, 1)', true],
    ["States.ArrayContains($.list, '1')", false],
    ['States.ArrayRange(1, 9, 2)', [1, 3, 5, 7, 9]],
    ['States.ArrayRange(9, 1, -4)', [9, 5, 1]],
    ['States.ArrayRange(1, 9, 9)', [1]],
    ['States.ArrayRange(1.4, 2.5, 1)', [1, 2, 3]],
    ['States.ArrayGetItem($.list, 1)', 1],
    ['States.ArrayLength($.list)', 5],
    ['States.ArrayUnique($.list)', [3, 1, { a: 1 }]],
    ['States.ArrayLength($.list[?(@ == 3)])', 2],
  ];
  for (const [text, value] of table) assert.deepEqual(evaluateIntrinsic(text, scope), value, text);
});

test('functions of texts, JSON, numbers', () => {
  const table: [string, unknown][] = [
    ["States.Format('one')", 'one'],
    ["States.Format('{} and {}', $.word, 2)", 'tea and 2'],
    ["States.Format('{}{}{}', $.map, $.none, $.list)", '{x=1, y=[]}null[3, 1, 3, {a=1}, {a=1}]'],
    ["States.Format('\\{{}\\} isn\\'t \\\\', true)", "{true} isn't \\"],
    ["States.StringSplit('a, b;;c', ',; ')", ['a', 'b', 'c']],
    ["States.StringSplit('abc', '')", ['abc']],
    ["States.StringSplit('', ',')", []],
    ["States.StringToJson('')", null],
    ['States.StringToJson($.json)', { a: [1] }],
    ['States.JsonToString($.map)', '{"x":1,"y":[]}'],
    ['States.JsonMerge($.map, States.StringToJson(\'{"y": 2}\'), false)', { x: 1, y: 2 }],
    ['States.MathAdd(1.5, -2.5)', 0],
    ['States.MathAdd($count, 1)', 5],
    ['States.MathRandom(1, 11)', 6],
    ["States.Base64Encode('tée')", 'dMOpZQ=='],
    ["States.Base64Decode('dMOpZQ==')", 'tée'],
    ["States.Base64Decode('')", ''],
    ["States.Hash('', 'MD5')", 'd41d8cd98f00b204e9800998ecf8427e'],
    [" States.ArrayGetItem( States.StringSplit('a-b' , '-'), States.MathAdd(0,1) ) ", 'b'],
  ];
  for (const [text, value] of table) assert.deepEqual(evaluateIntrinsic(text, scope), value, text);
  assert.match(
    String(evaluateIntrinsic('States.UUID()', scope)),
    /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  assert.equal(
    evaluateIntrinsic('States.MathRandom(1, 99, 5)', scope),
    evaluateIntrinsic('States.MathRandom(1, 99, 5)', scope),
  );
});

test('arguments that do not suit are States.IntrinsicFailure', () => {
  const eleven = 'States.Array('.repeat(11) + ')'.repeat(11);
  for (const text of [
    'States.Nothing()',
    'States.constructor()',
    'States.ArrayLength($.word)',
    'States.ArrayLength($.list, 1)',
    'States.ArrayGetItem($.list, 5)',
    'States.ArrayGetItem($.list, -1)',
    'States.ArrayPartition($.list, 0)',
    'States.ArrayRange(0, 1, 0)',
    'States.ArrayRange(0, 1000, 1)',
    "States.Base64Decode('%')",
    "States.Hash('x', 'SHA1')",
    'States.JsonMerge($.map, $.map, true)',
    'States.MathAdd(2147483647, 1)',
    "States.MathAdd('1', 1)",
    'States.MathRandom(5, 5)',
    "States.StringToJson('{')",
    "States.Format('{}')",
    "States.Format('x', 1)",
    "States.Format('{x}', 1)",
    "States.Format('a\\qb')",
    'States.Array(1',
    'States.Array(1,)',
    'States.Array(1) and more',
    'States.Array(yes)',
    eleven,
  ]) {
    assert.throws(() => evaluateIntrinsic(text, scope), { error: 'States.IntrinsicFailure' }, text);
  }
  assert.equal((evaluateIntrinsic('States.ArrayRange(1, 1000, 1)', scope) as unknown[]).length, 1000);
});

test('a path that finds nothing is States.Runtime, and the cause names the whole field', () => {
  const data = { other: 1 };
  assert.throws(() => evaluateIntrinsic("States.Format('{}', States.Array($.x[0]))", { ...scope, data }), {
    error: 'States.Runtime',
    message:
      "The function 'States.Format('{}', States.Array($.x[0]))' had the following error: " +
      `The JsonPath argument for the field '$.x[0]' could not be found in the input '{"other":1}'`,
  });
  assert.throws(
    () => evaluateIntrinsic('States.Array($.other[0])', { ...scope, data }),
    /: Filter: \[0\] can only be/,
  );
});

test('hostile texts end', () => {
  for (const text of [
    'States.Array('.repeat(100_000),
    `States.Array('${'\\\\'.repeat(100_000)}`,
    `States.Array($${'['.repeat(100_000)}`,
  ]) {
    assert.throws(() => evaluateIntrinsic(text, scope));
  }
});

test('digests and Base64 agree with Node at every length up to three blocks', () => {
  let text = '';
  for (let i = 0; i < 400; i++) {
    for (const name of ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512']) {
      assert.equal(
        digest(text, name),
        createHash(name.replace('-', '')).update(text).digest('hex'),
        `${name} ${i}`,
      );
    }
    const bytes = utf8(text);
    assert.equal(base64(bytes), Buffer.from(text).toString('base64'));
    assert.equal(Buffer.from(bytesOf(base64(bytes))!).toString(), text);
    text += String.fromCodePoint(1 + Math.floor(seeded(i) * 0x3000));
  }
  assert.equal(digest('x', 'sha256'), undefined);
});

test('property: chunks joined are the array, and a range is evenly spaced', () => {
  for (let run = 0; run < 300; run++) {
    const list = Array.from({ length: Math.floor(seeded(run) * 20) }, (_, i) => i);
    const size = 1 + Math.floor(seeded(run + 0.5) * 7);
    const chunks = evaluateIntrinsic(`States.ArrayPartition($, ${size})`, {
      ...scope,
      data: list,
    }) as number[][];
    assert.deepEqual(chunks.flat(), list);
    assert.ok(chunks.slice(0, -1).every((chunk) => chunk.length === size));
    const range = evaluateIntrinsic(
      `States.ArrayRange(${run}, ${run + list.length}, ${size})`,
      scope,
    ) as number[];
    assert.deepEqual(
      range,
      Array.from({ length: range.length }, (_, i) => run + i * size),
    );
    assert.ok(range.at(-1)! <= run + list.length && range.at(-1)! + size > run + list.length);
  }
});

test('property: a text that is split and joined again lacks only its delimiters', () => {
  for (let run = 0; run < 300; run++) {
    const text = Array.from({ length: 12 }, (_, i) =>
      'ab,;'.charAt(Math.floor(seeded(run * 20 + i) * 4)),
    ).join('');
    const parts = evaluateIntrinsic("States.StringSplit($, ',;')", { ...scope, data: text }) as string[];
    assert.deepEqual(
      parts,
      text.split(/[,;]+/).filter((part) => part !== ''),
    );
  }
});
