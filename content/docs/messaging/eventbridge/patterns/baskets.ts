import { check, table } from 'desired-capacity';
import { matches } from './matches.ts';

// Somebody wants to know when more than three teapots are ordered.
const many = [{ numeric: ['>', 3] }];
const nested = { detail: { items: { name: ['teapot'], count: many } } };
const parallel = { detail: { names: ['teapot'], counts: many } };

const baskets = [
  [
    { name: 'teapot', count: 5 },
    { name: 'cup', count: 1 },
  ],
  [
    { name: 'teapot', count: 1 },
    { name: 'cup', count: 5 },
  ],
];

// #region each basket, written in two ways
const rows = baskets.map((items) => {
  const names = items.map(({ name }) => name);
  const counts = items.map(({ count }) => count);
  return {
    basket: items.map(({ name, count }) => `${count} ${name}`).join(', '),
    'a list of objects': matches(nested, { items }) ? 'yes' : 'no',
    'two lists side by side': matches(parallel, { names, counts })
      ? 'yes'
      : 'no',
  };
});
table('More than three teapots?', rows);
const [five, one] = rows;
check(
  'of a list of objects, one object has to satisfy all',
  five!['a list of objects'] === 'yes' && one!['a list of objects'] === 'no',
);
check(
  'values of two lists are not held together',
  one!['two lists side by side'] === 'yes',
);
// #endregion
