import assert from 'node:assert/strict';
import { test } from 'vitest';
import { parsePath, readPath, writePath } from './json-path.ts';
import { seeded } from '../../../cloud/expressions/random.ts';

const shop = {
  name: 'corner',
  open: null,
  'two words': 1,
  'a-b': 2,
  'dotted.name': 3,
  orders: [
    { id: 1, total: 5, tags: ['new', 'big'] },
    { id: 2, total: 9, tags: [] },
    { id: 3, total: 12, lines: [[1, 2], [3]] },
  ],
};
const [first, second, third] = shop.orders;

test('a definite path gives the value itself', () => {
  const table: [string, unknown][] = [
    ['$', shop],
    ['$.name', 'corner'],
    ['$.open', null],
    ["$['name']", 'corner'],
    ['$["two words"]', 1],
    ['$.a-b', 2],
    ["$['dotted.name']", 3],
    ['$.orders[0].id', 1],
    ['$.orders[-1].id', 3],
    ['$.orders[2].lines[0][1]', 2],
    ['$.orders[0]["id","total"]', { id: 1, total: 5 }],
    ['$.orders[0]["id","nothing"]', { id: 1 }],
  ];
  for (const [path, value] of table) {
    assert.deepEqual(readPath(parsePath(path), shop), { found: true, value, definite: true }, path);
  }
});

test('an indefinite path gives a list, empty where nothing matches', () => {
  const table: [string, unknown[]][] = [
    ['$.orders[*].id', [1, 2, 3]],
    ['$.orders.*.id', [1, 2, 3]],
    ['$.orders[0:2]', [first, second]],
    ['$.orders[1:]', [second, third]],
    ['$.orders[:1]', [first]],
    ['$.orders[:-1]', [first, second]],
    ['$.orders[-1:]', [third]],
    ['$.orders[-2:-1]', [second]],
    ['$.orders[1:-1]', []],
    ['$.orders[5:9]', []],
    ['$.orders[0,2,7].id', [1, 3]],
    ['$.orders[0]["id","total"].x', []],
    ['$..id', [1, 2, 3]],
    ['$.orders..[0]', [first, 'new', [1, 2], 1, 3]],
    ['$.nothing[*]', []],
    ['$.nothing.at.all[0:1].id', []],
    ['$.name[*]', []],
    ['$.orders[?(@.total == 9)]', [second]],
    ['$.orders[?(@.total != 9)].id', [1, 3]],
    ['$.orders[?(@.total >= 5 && @.total < 12)].id', [1, 2]],
    ['$.orders[?(@.id == 1 || @.id == 3)].id', [1, 3]],
    ['$.orders[?(!(@.id == 1))].id', [2, 3]],
    ['$.orders[?(@.lines)].id', [3]],
    ['$.orders[?(!@.lines)].id', [1, 2]],
    ["$.orders[?(@.id in [1, 'x', 3])].id", [1, 3]],
    ['$.orders[?(@.id nin [1])].id', [2, 3]],
    ["$.orders[?(@.tags contains 'big')].id", [1]],
    ["$.orders[?(@.tags anyof ['old', 'new'])].id", [1]],
    ['$.orders[?(@.tags empty true)].id', [2]],
    ['$.orders[?(@.tags size 2)].id', [1]],
    ['$.orders[?(@.lines[1][0] == 3)].id', [3]],
    ["$.orders[?($.name == 'corner')].id", [1, 2, 3]],
    ["$.orders[?(@['id'] > 2)].id", [3]],
    ["$.orders[?(@.total > 'x')]", []],
    ['$.orders[0][?(@.id == 1)]', [first]],
    ['$..[?(@.total > 10)].id', [3]],
  ];
  for (const [path, value] of table) {
    assert.deepEqual(readPath(parsePath(path), shop), { found: true, value, definite: false }, path);
  }
});

test('a definite path that finds nothing says why as Jayway does', () => {
  const table: [string, string][] = [
    ['$.gone', "No results for path: $['gone']"],
    ['$.orders[0].gone', "No results for path: $['orders'][0]['gone']"],
    ['$.gone.further', "Missing property in path $['gone']"],
    ['$.name.length()', "Property ['length()'] not found in path $['name']"],
    ['$.open[0]', "The path $['open'] is null"],
    ['$.name[0]', 'Filter: [0] can only be applied to arrays. Current context is: corner'],
    ['$.constructor', "No results for path: $['constructor']"],
    ['$.__proto__', "No results for path: $['__proto__']"],
  ];
  for (const [path, reason] of table) {
    assert.deepEqual(readPath(parsePath(path), shop), {
      found: false,
      value: undefined,
      definite: true,
      reason,
    });
  }
  assert.equal(readPath(parsePath('$.orders[7]'), shop).outside, true);
});

test('a path tells what it starts from', () => {
  assert.equal(parsePath('$.x').root, '$');
  assert.equal(parsePath('$$.Execution.Id').root, '$$');
  assert.equal(parsePath('$order.id').root, '$order');
  assert.equal(parsePath('$order[0]').root, '$order');
});

test('what is no path is refused', () => {
  for (const text of [
    '',
    'x',
    '$.',
    '$..',
    '$.a.',
    '$[',
    '$[a]',
    "$['a",
    '$.a b',
    '$.a[1:2:3]',
    '$.a[:]',
    '$.a[?(@.x',
    '$.a[?(@.x =~ /y/)]',
  ]) {
    assert.throws(() => parsePath(text), { error: 'States.Runtime' }, text);
  }
});

test('hostile paths and documents end, and leave prototypes alone', () => {
  const nested = '$' + '[?(@'.repeat(20_000);
  assert.throws(() => parsePath(nested), { error: 'States.Runtime' });
  assert.throws(() => parsePath('$' + '.a'.repeat(5000)), { error: 'States.Runtime' });
  let deep: unknown = 1;
  for (let i = 0; i < 50_000; i++) deep = [deep];
  assert.equal(readPath(parsePath('$..x'), deep).found, true);
  let chain: unknown = 1;
  for (let i = 0; i < 900; i++) chain = [chain];
  assert.throws(() => readPath(parsePath('$..*..*..*'), chain), { error: 'States.Runtime' });
  writePath(parsePath('$.__proto__.polluted'), {}, true);
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

test('a result goes where its Reference Path points, and nothing given changes', () => {
  const table: [string, unknown, unknown][] = [
    ['$', { a: 1 }, 'new'],
    ['$.b', { a: 1 }, { a: 1, b: 'new' }],
    ['$.a', { a: 1, b: 2 }, { a: 'new', b: 2 }],
    ['$.a.b.c', {}, { a: { b: { c: 'new' } } }],
    ['$.a[1].b', { a: [0, { c: 1 }] }, { a: [0, { c: 1, b: 'new' }] }],
    ["$['a b']", {}, { 'a b': 'new' }],
  ];
  for (const [path, root, expected] of table) {
    const before = structuredClone(root);
    assert.deepEqual(writePath(parsePath(path), root, 'new'), expected, path);
    assert.deepEqual(root, before);
  }
  for (const [path, root] of [
    ['$.a', 'text'],
    ['$.a.b', { a: 1 }],
    ['$.a[3]', { a: [] }],
    ['$.a[0]', {}],
  ] as const) {
    assert.throws(
      () => writePath(parsePath(path), root, 'new'),
      { error: 'States.ResultPathMatchFailure' },
      path,
    );
  }
  assert.throws(() => writePath(parsePath('$.a[*]'), { a: [1] }, 'new'), { error: 'States.Runtime' });
});

test('property: what is written can be read back, and the rest stays', () => {
  let seed = 1;
  const below = (limit: number) => Math.floor(seeded(seed++) * limit);
  for (let run = 0; run < 500; run++) {
    const names = Array.from({ length: 1 + below(4) }, () => 'abc'.charAt(below(3)));
    const root = { keep: run, ...(below(2) ? { a: { a: { c: 1 } } } : {}) };
    const path = parsePath('$' + names.map((name) => (below(2) ? `.${name}` : `['${name}']`)).join(''));
    let after: unknown;
    try {
      after = writePath(path, root, run);
    } catch {
      continue;
    }
    assert.equal(readPath(path, after).value, run);
    assert.equal(readPath(parsePath('$.keep'), after).value, run);
  }
});

test('property: a slice holds what its indexes point at', () => {
  const list = [10, 11, 12, 13, 14];
  for (let from = 0; from <= 6; from++) {
    for (let to = 0; to <= 6; to++) {
      assert.deepEqual(readPath(parsePath(`$[${from}:${to}]`), list).value, list.slice(from, to));
    }
    assert.deepEqual(readPath(parsePath(`$[-${from + 1}:]`), list).value, list.slice(-from - 1));
  }
});
