import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RandomStream } from './random.ts';
import { Tally } from './tally.ts';

const SIZE = 100_000;

function draw(f: (random: RandomStream) => number, name: string, size = SIZE): Float64Array {
  const random = new RandomStream(2026, name);
  return Float64Array.from({ length: size }, () => f(random));
}

/** Φ by its power series. */
function normalCdf(x: number): number {
  if (x < -8) return 0;
  if (x > 8) return 1;
  let sum = x;
  let term = x;
  for (let i = 3; Math.abs(term) > 1e-18; i += 2) sum += term *= (x * x) / i;
  return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
}

/** Kolmogorov's statistic: the greatest distance from the distribution, times the root of the size. */
function kolmogorov(values: Float64Array, cdf: (x: number) => number): number {
  const sorted = values.slice().sort();
  let worst = 0;
  sorted.forEach((x, i) => {
    const p = cdf(x);
    worst = Math.max(worst, p - i / sorted.length, (i + 1) / sorted.length - p);
  });
  return worst * Math.sqrt(sorted.length);
}

/** Pearson's statistic as a number of standard deviations (Wilson and Hilferty's approximation). */
function chiSquare(observed: readonly number[], expected: readonly number[]): number {
  let sum = 0;
  observed.forEach((count, i) => (sum += (count - expected[i]!) ** 2 / expected[i]!));
  const spread = 2 / (9 * (observed.length - 1));
  return (Math.cbrt(sum / (observed.length - 1)) - (1 - spread)) / Math.sqrt(spread);
}

const exponential = (x: number) => 1 - Math.exp(-x);
const logVariance = Math.log1p(0.25);

// Mean and variance by formula, and the distribution function.
const continuous: [
  label: string,
  f: (random: RandomStream) => number,
  mean: number,
  variance: number,
  cdf: (x: number) => number,
][] = [
  ['next', (r) => r.next(), 1 / 2, 1 / 12, (x) => x],
  ['uniform', (r) => r.uniform(-3, 5), 1, 64 / 12, (x) => (x + 3) / 8],
  ['exponential', (r) => r.exponential(4), 4, 16, (x) => exponential(x / 4)],
  ['normal', (r) => r.normal(10, 3), 10, 9, (x) => normalCdf((x - 10) / 3)],
  [
    'logNormal',
    (r) => r.logNormal(2, 1),
    2,
    1,
    (x) => normalCdf((Math.log(x / 2) + logVariance / 2) / Math.sqrt(logVariance)),
  ],
  ['gamma of shape 2', (r) => r.gamma(2, 3), 6, 18, (x) => 1 - Math.exp(-x / 3) * (1 + x / 3)],
  ['gamma of shape 1', (r) => r.gamma(1, 3), 3, 9, (x) => exponential(x / 3)],
  ['gamma of shape 1/2', (r) => r.gamma(0.5, 2), 1, 2, (x) => 2 * normalCdf(Math.sqrt(x)) - 1],
  [
    'erlang',
    (r) => r.erlang(3, 6),
    6,
    12,
    (x) => 1 - Math.exp(-x / 2) * (1 + x / 2 + ((x / 2) * (x / 2)) / 2),
  ],
  ['weibull', (r) => r.weibull(2, 1), Math.sqrt(Math.PI) / 2, 1 - Math.PI / 4, (x) => exponential(x * x)],
  ['pareto', (r) => r.pareto(5, 4), 5, 5 / 3, (x) => 1 - (4 / x) ** 5],
];

for (const [label, f, mean, variance, cdf] of continuous) {
  test(`${label} has the distribution that it says`, () => {
    const values = draw(f, label);
    const tally = new Tally();
    for (const value of values) tally.add(value);
    expect(Math.abs(tally.mean - mean)).toBeLessThan(4 * Math.sqrt(variance / SIZE));
    const squares = new Tally();
    for (const value of values) squares.add((value - mean) ** 2);
    expect(Math.abs(squares.mean - variance)).toBeLessThan(4 * squares.standardError);
    // 1.95 is passed by one sample in a thousand.
    expect(kolmogorov(values, cdf)).toBeLessThan(1.95);
  });
}

/** Probabilities of 0, 1, 2, … up to where hardly any are left. */
function poissonProbabilities(mean: number): number[] {
  const probabilities: number[] = [];
  let log = -mean;
  for (let k = 0; k < mean + 12 * Math.sqrt(mean) + 20; k++) {
    probabilities.push(Math.exp(log));
    log += Math.log(mean / (k + 1));
  }
  return probabilities;
}

const discrete: [label: string, f: (random: RandomStream) => number, probabilities: number[]][] = [
  ['integer', (r) => r.integer(0, 6), Array.from({ length: 7 }, () => 1 / 7)],
  ['bernoulli', (r) => Number(r.bernoulli(0.3)), [0.7, 0.3]],
  ['poisson of mean 0.7', (r) => r.poisson(0.7), poissonProbabilities(0.7)],
  ['poisson of mean 29', (r) => r.poisson(29), poissonProbabilities(29)],
  ['poisson of mean 30', (r) => r.poisson(30), poissonProbabilities(30)],
  ['poisson of mean 400', (r) => r.poisson(400), poissonProbabilities(400)],
  ['geometric', (r) => r.geometric(0.2), [0, ...Array.from({ length: 60 }, (_, k) => 0.2 * 0.8 ** k)]],
  ['geometric, sure', (r) => r.geometric(1), [0, 1]],
  ['choice', (r) => r.choice([0, 1, 2]), [1 / 3, 1 / 3, 1 / 3]],
  ['weighted', (r) => r.weighted([0, 1, 2, 3, 4], [0, 1, 0, 3, 0]), [0, 1 / 4, 0, 3 / 4, 0]],
];

for (const [label, f, probabilities] of discrete) {
  test(`${label} has the distribution that it says`, () => {
    const counts = new Map<number, number>();
    for (const value of draw(f, label)) counts.set(value, (counts.get(value) ?? 0) + 1);
    // Values of no probability never come; rare ones are put together until ten are expected.
    const observed: number[] = [];
    const expected: number[] = [];
    let seen = 0;
    let due = 0;
    probabilities.forEach((p, value) => {
      if (p === 0) expect(counts.get(value), `${value}`).toBeUndefined();
      seen += counts.get(value) ?? 0;
      due += p * SIZE;
      if (due < 10) return;
      observed.push(seen);
      expected.push(due);
      seen = due = 0;
    });
    observed.push(SIZE - observed.reduce((a, b) => a + b, 0));
    expected.push(SIZE - expected.reduce((a, b) => a + b, 0));
    if (Math.abs(expected.at(-1)!) < 1e-6) {
      expect(observed.pop()).toBe(0);
      expected.pop();
    }
    if (observed.length > 1) expect(chiSquare(observed, expected)).toBeLessThan(3.5);
    else expect(observed).toEqual([SIZE]);
  });
}

test('shuffle makes every order equally often, and leaves what it was given', () => {
  const items = Object.freeze(['a', 'b', 'c', 'd']);
  const random = new RandomStream(3, 'shuffle');
  const counts = new Map<string, number>();
  for (let i = 0; i < 24_000; i++) {
    const order = random.shuffle(items).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(24);
  expect(
    chiSquare(
      [...counts.values()],
      Array.from({ length: 24 }, () => 1000),
    ),
  ).toBeLessThan(3.5);
});

test('next fills pairs and low bits evenly', () => {
  const random = new RandomStream(4, 'pairs');
  const pairs = new Array<number>(1024).fill(0);
  const low = new Array<number>(64).fill(0);
  for (let i = 0; i < 200_000; i++) {
    const a = random.next();
    pairs[Math.floor(a * 32) * 32 + Math.floor(random.next() * 32)]!++;
    low[(a * 2 ** 53) % 64]!++;
  }
  expect(Math.abs(chiSquare(pairs, new Array<number>(1024).fill(200_000 / 1024)))).toBeLessThan(3.5);
  expect(Math.abs(chiSquare(low, new Array<number>(64).fill(200_000 / 64)))).toBeLessThan(3.5);
});

test('the generator is xoshiro128**, pinned', () => {
  const random = new RandomStream(1, 'arrivals');
  expect([random.next(), random.next(), random.next()]).toEqual([
    0.7536049255999964, 0.5523684430477168, 0.7419414692360031,
  ]);
  const all = new RandomStream(7, 'all');
  expect([
    all.uniform(1, 2),
    all.integer(1, 1e9),
    all.exponential(1),
    all.normal(0, 1),
    all.logNormal(1, 1),
    all.gamma(2.5, 1),
    all.gamma(0.5, 1),
    all.erlang(3, 1),
    all.weibull(1.5, 1),
    all.pareto(2, 1),
    all.poisson(3),
    all.poisson(300),
    all.geometric(0.01),
    all.shuffle([1, 2, 3, 4, 5]).join(''),
  ]).toEqual([
    1.7592140884595868,
    806403837,
    0.7447510928632697,
    -0.9212863890204243,
    0.4331856442686961,
    3.133432179926611,
    0.11974716266757156,
    1.7795045233408537,
    1.1745510786857112,
    1.856976240720628,
    4,
    310,
    24,
    '53142',
  ]);
});

test('a thousand choices keep to their odds', () => {
  const random = new RandomStream(6, 'odds');
  const share = (f: () => boolean) => Array.from({ length: 1000 }, f).filter(Boolean).length / 1000;
  expect(Math.abs(share(() => random.bernoulli(0.3)) - 0.3)).toBeLessThan(0.05);
  expect([share(() => random.bernoulli(0)), share(() => random.bernoulli(1))]).toEqual([0, 1]);
  const items = ['a', 'b', 'c', 'd', 'e'];
  const picked = Array.from({ length: 1000 }, () => random.weighted(items, [0, 1, 0, 3, 0]));
  expect(new Set(picked)).toEqual(new Set(['b', 'd']));
  expect(Math.abs(picked.filter((item) => item === 'd').length / 1000 - 0.75)).toBeLessThan(0.05);
  expect(new Set(Array.from({ length: 100 }, () => random.choice(items)))).toEqual(new Set(items));
});

test('same seed and name, same numbers; another seed or name, others', () => {
  const first = (seed: number, name: string) => {
    const random = new RandomStream(seed, name);
    return [random.next(), random.next(), random.next(), random.next()].join();
  };
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.string(),
      (seed, name, otherSeed, otherName) => {
        expect(first(seed, name)).toBe(first(seed, name));
        if (seed !== otherSeed) expect(first(seed, name)).not.toBe(first(otherSeed, name));
        if (name !== otherName) expect(first(seed, name)).not.toBe(first(seed, otherName));
      },
    ),
  );
  expect(first(-0, 'a')).toBe(first(0, 'a'));
});

test('streams of neighbouring seeds and like names have nothing in common', () => {
  // The first number of each of many streams is as uniform as the numbers of one stream are.
  for (const stream of [
    (i: number) => new RandomStream(i, 'arrivals'),
    (i: number) => new RandomStream(1, `queue-${i}`),
    (i: number) => new RandomStream(1, 'a').split(String(i)),
  ]) {
    const firsts = Float64Array.from({ length: 20_000 }, (_, i) => stream(i).next());
    expect(kolmogorov(firsts, (x) => x)).toBeLessThan(1.95);
    const products = new Tally();
    for (let i = 1; i < firsts.length; i++) products.add((firsts[i]! - 0.5) * (firsts[i - 1]! - 0.5));
    expect(Math.abs(products.mean)).toBeLessThan(4 * products.standardError);
  }
});

test('what one stream draws changes no other', () => {
  fc.assert(
    fc.property(fc.integer(), fc.string(), fc.string(), fc.nat(50), (seed, name, child, draws) => {
      const untouched = new RandomStream(seed, name).split(child);
      const parent = new RandomStream(seed, name);
      for (let i = 0; i < draws; i++) parent.next();
      const split = parent.split(child);
      expect(split.next()).toBe(untouched.next());
      expect(split.name).toBe(`${name}/${child}`);
    }),
  );
});

test('values stay inside their bounds', () => {
  const positive = fc.double({ min: 1e-3, max: 1e3, noNaN: true });
  fc.assert(
    fc.property(
      fc.integer(),
      positive,
      positive,
      fc.tuple(fc.maxSafeInteger(), fc.maxSafeInteger()),
      fc.tuple(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
      ),
      fc.array(fc.integer(), { minLength: 1 }),
      (seed, a, b, [i, j], [x, y], items) => {
        const random = new RandomStream(seed, 'bounds');
        const inside = (value: number, low: number, high: number) => {
          expect(value).toBeGreaterThanOrEqual(low);
          expect(value).toBeLessThanOrEqual(high);
        };
        for (let n = 0; n < 5; n++) {
          const u = random.next();
          inside(u, 0, 1 - 2 ** -53);
          if (x !== y) {
            const value = random.uniform(Math.min(x, y), Math.max(x, y));
            inside(value, Math.min(x, y), Math.max(x, y));
            expect(value).not.toBe(Math.max(x, y));
          }
          if (Math.abs(i - j) < 2 ** 53 - 1) {
            const whole = random.integer(Math.min(i, j), Math.max(i, j));
            expect(Number.isSafeInteger(whole)).toBe(true);
            inside(whole, Math.min(i, j), Math.max(i, j));
          }
          for (const value of [
            random.exponential(a),
            random.gamma(a, b),
            random.weibull(Math.max(a, 0.1), b),
            random.logNormal(a, b),
            random.erlang(Math.ceil(a), b),
          ]) {
            inside(value, 0, Number.MAX_VALUE);
          }
          expect(Number.isFinite(random.normal(a, b))).toBe(true);
          inside(random.pareto(Math.max(a, 0.1), b), b, Number.MAX_VALUE);
          for (const count of [random.poisson(a), random.poisson(a * 1e6), random.geometric(a / 1000) - 1]) {
            inside(count, 0, Number.MAX_SAFE_INTEGER);
            expect(Number.isInteger(count)).toBe(true);
          }
          expect(items).toContain(random.choice(items));
          expect(random.shuffle(items).sort((p, q) => p - q)).toEqual(items.toSorted((p, q) => p - q));
        }
      },
    ),
  );
});

test('integer covers the widest range without favour', () => {
  const random = new RandomStream(5, 'wide');
  const counts = [0, 0, 0];
  // 3/4 of 2^53: with a plain remainder the lowest third would come twice as often.
  const count = 3 * 2 ** 51;
  for (let i = 0; i < 30_000; i++) counts[Math.floor(random.integer(0, count - 1) / 2 ** 51)]!++;
  expect(chiSquare(counts, [10_000, 10_000, 10_000])).toBeLessThan(3.5);
  expect(random.integer(5, 5)).toBe(5);
});

test('a parameter out of range is named, with its value', () => {
  const random = new RandomStream(1, 'errors');
  for (const [draw, message] of [
    [() => new RandomStream(NaN, 'a'), 'seed must be a finite number, not NaN'],
    [() => random.exponential(0), 'mean must be a finite number above 0, not 0'],
    [() => random.exponential(NaN), 'mean must be a finite number above 0, not NaN'],
    [() => random.uniform(2, 2), 'high must be more than low (2), not 2'],
    [() => random.uniform(-Infinity, 2), 'low must be a finite number, not -Infinity'],
    [() => random.integer(0.5, 2), 'low must be a whole number, not 0.5'],
    [() => random.integer(1, 2.5), 'high must be a whole number, not 2.5'],
    [() => random.integer(3, 2), 'high must be no less than low (3), not 2'],
    [() => random.integer(-(2 ** 53 - 1), 2 ** 53 - 1), 'high must be less than 2^53 above low'],
    [() => random.bernoulli(1.5), 'p must be a probability from 0 to 1, not 1.5'],
    [() => random.normal(0, -1), 'sd must be a finite number, 0 or more, not -1'],
    [() => random.normal(Infinity, 1), 'mean must be a finite number, not Infinity'],
    [() => random.logNormal(0, 1), 'mean must be a finite number above 0, not 0'],
    [() => random.logNormal(1, NaN), 'sd must be a finite number, 0 or more, not NaN'],
    [() => random.gamma(-1, 1), 'shape must be a finite number above 0, not -1'],
    [() => random.gamma(1, Infinity), 'scale must be a finite number above 0, not Infinity'],
    [() => random.erlang(1.5, 1), 'k must be a whole number from 1, not 1.5'],
    [() => random.weibull(1, 0), 'scale must be a finite number above 0, not 0'],
    [() => random.pareto(0, 1), 'shape must be a finite number above 0, not 0'],
    [() => random.poisson(-1), 'mean must be a number from 0, below 2^52, not -1'],
    [() => random.geometric(0), 'p must be a probability above 0, up to 1, not 0'],
    [() => random.choice([]), 'items must not be empty'],
    [() => random.weighted([], []), 'items must not be empty'],
    [() => random.weighted(['a'], [1, 2]), 'weights.length must be 1, one for each item, not 2'],
    [() => random.weighted(['a', 'b'], [1, -2]), 'weights[1] must be a finite number, 0 or more, not -2'],
    [
      () => random.weighted(['a', 'b'], [1e308, 1e308]),
      'the sum of weights must be a finite number above 0, not Infinity',
    ],
    [() => random.weighted(['a', 'b'], [0, 0]), 'the sum of weights must be a finite number above 0, not 0'],
  ] as [() => unknown, string][]) {
    expect(draw).toThrow(RangeError);
    expect(draw).toThrow(message);
  }
});
