import assert from 'node:assert/strict';
import { test } from 'vitest';
import {
  availability,
  downtimePerYear,
  kOf,
  kOfN,
  kOfNCommon,
  kOfZones,
  parallel,
  series,
  upOdds,
} from './index.ts';
import { seeded } from './testing/seeded.ts';

const close = (a: number, b: number, within = 1e-12) => assert(Math.abs(a - b) <= within, `${a} is not ${b}`);

test('worked examples', () => {
  close(series(0.9999, 0.9999), 0.99980001);
  close(parallel(0.99, 0.99), 0.9999);
  close(parallel(0.99, 0.99, 0.99), 0.999999);
  close(kOfN(2, 3, 0.99), 3 * 0.99 ** 2 * 0.01 + 0.99 ** 3);
  close(availability(150, 1), 150 / 151);
  close(downtimePerYear(0.999) / 3600, 8.76, 1e-9);
  close(downtimePerYear(0.99999) / 60, 5.256, 1e-9);
  // Three zones of which two must be up are worse than one zone where the part is bad.
  assert(kOfN(2, 3, 0.4) < 0.4 && kOfN(2, 3, 0.6) > 0.6);
  assert.equal(series(), 1);
  assert.equal(parallel(), 0);
  assert.equal(kOfN(0, 3, 0.5), 1);
  assert.equal(kOfN(4, 3, 0.5), 0);
  assert.throws(() => series(1.1), RangeError);
  assert.throws(() => kOfN(1, 2, NaN), RangeError);
  assert.throws(() => availability(0, 1), RangeError);
});

test('series and parallel are k of n at its ends; odds add up to one', () => {
  const random = seeded(1);
  for (let i = 0; i < 1000; i++) {
    const parts = Array.from({ length: 1 + Math.floor(random() * 8) }, random);
    close(kOf(parts.length, parts), series(...parts));
    close(kOf(1, parts), parallel(...parts));
    close(
      upOdds(parts).reduce((a, b) => a + b),
      1,
    );
    const k = 1 + Math.floor(random() * parts.length);
    assert(kOf(k, parts) <= kOf(k - 1, parts) + 1e-12);
  }
});

test('a common cause leaves each part as it was, and spares worth less', () => {
  for (const part of [0.9, 0.99]) {
    close(kOfNCommon(1, 1, part, 0.3), part);
    close(kOfNCommon(2, 3, part, 0), kOfN(2, 3, part));
    close(kOfNCommon(1, 5, part, 1), part);
    assert(kOfNCommon(1, 3, part, 0.1) < kOfN(1, 3, part));
    assert(kOfNCommon(1, 9, part, 0.1) <= 1 - 0.1 * (1 - part));
  }
});

/** The share of `draws` in which something is up, and its standard error where that is `exact`. */
function monteCarlo(draws: number, up: (random: () => number) => boolean, exact: number, seed = 5): void {
  const random = seeded(seed);
  let hits = 0;
  for (let i = 0; i < draws; i++) if (up(random)) hits++;
  const error = Math.sqrt((exact * (1 - exact)) / draws);
  assert(Math.abs(hits / draws - exact) < 4 * error + 1e-9, `${hits / draws} is not ${exact}`);
}

const count = (n: number, random: () => number, part: number) => {
  let up = 0;
  for (let i = 0; i < n; i++) if (random() < part) up++;
  return up;
};

test('Monte Carlo: k of n', () => {
  for (const [k, n, part] of [
    [1, 2, 0.8],
    [2, 3, 0.9],
    [7, 10, 0.75],
    [100, 110, 0.93],
  ] as const)
    monteCarlo(100_000, (random) => count(n, random, part) >= k, kOfN(k, n, part));
});

test('Monte Carlo: a common cause', () => {
  for (const [k, n, part, common] of [
    [1, 3, 0.8, 0.2],
    [3, 5, 0.9, 0.5],
  ] as const) {
    const together = common * (1 - part);
    const alone = (1 - part - together) / (1 - together);
    monteCarlo(
      100_000,
      (random) => random() >= together && count(n, random, 1 - alone) >= k,
      kOfNCommon(k, n, part, common),
    );
  }
});

test('Monte Carlo: instances in zones; and spread beats heaped', () => {
  for (const [k, groups] of [
    [4, [2, 2, 2]],
    [4, [6, 0, 0]],
    [6, [3, 3, 3]],
    [1, [1, 1]],
  ] as const) {
    const [zone, instance] = [0.95, 0.9];
    const exact = kOfZones(
      k,
      groups.map((instances) => ({ zone, instances, instance })),
    );
    monteCarlo(
      100_000,
      (random) =>
        groups.reduce<number>((up, n) => up + (random() < zone ? count(n, random, instance) : 0), 0) >= k,
      exact,
    );
  }
  const of = (...sizes: number[]) =>
    kOfZones(
      4,
      sizes.map((instances) => ({ zone: 0.99, instances, instance: 0.9999 })),
    );
  assert(of(2, 2, 2) > of(6, 0, 0));
  // Half as much again in three zones survives the loss of one: static stability.
  assert(of(2, 2, 2) > 0.999 && of(2, 2, 0) < 0.981);
});
