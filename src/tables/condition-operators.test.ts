import { expect, test } from 'vitest';
import { isOperator } from '../sim/cloud/policy/operators.ts';
import { compare } from './comparison.ts';
import { conditionOperators, setOperators } from './condition-operators.ts';

const rows = await compare(conditionOperators);

test('the table of condition operators has a row that can hold, and one that can fail, of each', () => {
  for (const { label, cells } of rows) {
    expect(cells.slice(0, 3), label).toContain('yes');
    expect(cells.slice(0, 3), label).toContain('no');
  }
});

test('it has every operator but ArnLike and ArnNotLike, which are ArnEquals and ArnNotEquals', () => {
  const known = new Set(rows.map(({ label }) => label.split(' ')[0]!));
  expect([...known].filter((name) => !isOperator(name))).toEqual([]);
  // Two of strings for each of three, six of numbers and of dates each, and the others.
  expect(known.size).toBe(25);
});

test('without its key a negated operator holds, a positive one does not, and IfExists always does', () => {
  for (const { label, cells } of rows) {
    if (label.startsWith('Null')) continue;
    expect(cells[2], label).toBe(label.includes('Not') ? 'yes' : 'no');
    expect(cells[3], label).toBe('yes');
  }
});

test('of several values ForAllValues asks for each, ForAnyValue for one', async () => {
  const sets = new Map((await compare(setOperators)).map(({ label, cells }) => [label, cells.join(' ')]));
  expect(sets.get('ForAllValues:StringEquals')).toBe('yes no no yes');
  expect(sets.get('ForAnyValue:StringEquals')).toBe('yes yes no no');
  expect(sets.get('ForAllValues:StringNotEquals')).toBe('no no yes yes');
  expect(sets.get('ForAnyValue:StringNotEquals')).toBe('no yes yes no');
});
