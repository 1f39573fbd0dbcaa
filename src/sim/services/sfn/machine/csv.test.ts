import assert from 'node:assert/strict';
import { test } from 'vitest';
import { parseCsv } from './csv.ts';

for (const [text, rows] of [
  [
    'a,b\n1,2\n',
    [
      ['a', 'b'],
      ['1', '2'],
    ],
  ],
  [
    'a,b\r\n1,\r\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['"x, ""y""\nz",2', [['x, "y"\nz', '2']]],
  ['a,b,', [['a', 'b', '']]],
  ['\n\na', [['a']]],
  ['"open', [['open']]],
  ['', []],
] as [string, string[][]][]) {
  test(`CSV: ${JSON.stringify(text)}`, () => assert.deepEqual(parseCsv(text), rows));
}

test('CSV: another delimiter', () => assert.deepEqual(parseCsv('a|b,c', '|'), [['a', 'b,c']]));
