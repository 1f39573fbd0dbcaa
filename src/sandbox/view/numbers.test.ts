import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packColumns, unpackColumns } from './numbers.ts';

test('what is packed comes back, to the last digit', () => {
  // JSON knows no negative zero, and a plot draws none.
  const value = fc.option(
    fc.oneof(
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => x + 0 || 0),
      fc.constantFrom(2 ** 52, -(2 ** 52), 2 ** 53, 1e300),
    ),
  );
  fc.assert(
    fc.property(fc.array(fc.array(value)), (columns) => {
      expect(unpackColumns(packColumns(columns))).toEqual(columns);
    }),
  );
});

test('even steps repeat, and there is no quote to escape', () => {
  expect(packColumns([[60, 120, 180, null, 240], [0.5]])).toBe('[[[60,60,60,null,60]],[0.5]]');
});
