import { expect, test } from 'vitest';
import { invalidates, Invalidations } from './invalidation.ts';
import { costOf } from '../../cloud/index.ts';
import { cloudFrontPrices } from './prices.ts';

test('invalidation paths', () => {
  for (const [paths, url, goes] of [
    [['/images/a.jpg'], '/images/a.jpg', true],
    [['/images/a.jpg'], '/images/A.jpg', false],
    [['/images/a.jpg'], '/images/a.jpg?x=1', false],
    [['/images/a.jpg*'], '/images/a.jpg?x=1', true],
    [['/images*'], '/images/b/c', true],
    [['/images/*'], '/images', false],
    [['/*.jpg'], '/a.jpg', false],
    [['/*.jpg'], '/*.jpg', true],
  ] as const) {
    expect(invalidates('d1', paths)(`d1${url}`), `${paths} ${url}`).toBe(goes);
  }
  const invalidations = new Invalidations();
  for (const path of ['a', '/a~b', '/a%7Eb', '/é', `/${'a'.repeat(4000)}`]) {
    expect(() => invalidations.begin([path])).toThrow(expect.objectContaining({ name: 'InvalidArgument' }));
  }
  const ends = Array.from({ length: 15 }, () => invalidations.begin(['/a/*']));
  expect(() => invalidations.begin(['/b*'])).toThrow(
    expect.objectContaining({ name: 'TooManyInvalidationsInProgress' }),
  );
  ends[0]?.();
  ends[0]?.();
  invalidations.begin(['/b*']);
  expect(() => invalidations.begin(new Array(3001).fill('/a'))).toThrow(
    expect.objectContaining({
      name: 'TooManyInvalidationsInProgress',
    }),
  );
  expect(costOf(cloudFrontPrices.invalidations, 800)).toBeCloseTo(4);
  expect(costOf(cloudFrontPrices.data, 20_480)).toBeCloseTo(10_240 * 0.085 + 10_240 * 0.08);
});
