import { expect, test } from 'vitest';
import * as math from './math.ts';
import { RandomStream } from './random.ts';

const { log, log1p, exp, expm1, pow, sin, cos, gammaln, normalQuantile, studentQuantile, studentTail } = math;

const view = new DataView(new ArrayBuffer(8));

function bits(x: number): bigint {
  view.setFloat64(0, x);
  return view.getBigUint64(0);
}

function fromBits(high: number, low: number): number {
  view.setInt32(0, high);
  view.setInt32(4, low);
  return view.getFloat64(0);
}

/** How many numbers lie between a and b. */
function ulps(a: number, b: number): number {
  if (Object.is(a, b)) return 0;
  if (Number.isNaN(a) || Number.isNaN(b)) return Infinity;
  const place = (x: number) => (x < 0 || Object.is(x, -0) ? -BigInt.asIntN(63, bits(x)) : bits(x));
  const distance = place(a) - place(b);
  return Number(distance < 0n ? -distance : distance);
}

const specials = [
  ...[0, 1, 0.5, 2, 3, Infinity, 5e-324, 2.225073858507201e-308, 2.2250738585072014e-308],
  ...[1.7976931348623157e308, 1e-20, 1e22, 2 ** 31, 2 ** 53 - 1, 2 ** 53, 2 ** 64, 1023.9999999999999, 1024],
  ...[1074, 1074.5, 1075, 708.4, 709.782712893384, 709.7827128933841, 745.1332191019411, 745.1332191019412],
].flatMap((x) => [x, -x]);
specials.push(NaN);

const unary = { log, log1p, exp, expm1, sin, cos };

// From a calculation to 200 digits and more, rounded to the nearest number.
const known: Record<keyof typeof unary, [x: number, value: number][]> = {
  log: [
    [0.1, -2.3025850929940455],
    [0.5, -0.6931471805599453],
    [0.9999999, -1.0000000494736474e-7],
    [1.0000001, 9.999999505838704e-8],
    [1.5, 0.4054651081081644],
    [10, 2.302585092994046],
    [1e-300, -690.7755278982137],
    [5e-324, -744.4400719213812],
    [1e308, 709.1962086421661],
  ],
  log1p: [
    [-0.9999999, -16.118095651484676],
    [-0.3, -0.35667494393873234],
    [-1e-10, -1.00000000005e-10],
    [1e-17, 1e-17],
    [1e-5, 9.999950000333332e-6],
    [0.4142, 0.3465640001880034],
    [9.75, 2.3749057545736716],
    [1.7e308, 709.7268368932282],
  ],
  exp: [
    [-745, 5e-324],
    [-708.5, 2.006132305331306e-308],
    [-100.25, 2.897198083210148e-44],
    [-1, 0.36787944117144233],
    [1e-9, 1.000000001],
    [0.5, 1.6487212707001282],
    [1, 2.718281828459045],
    [88.8, 3.6757840844711625e38],
    [709.7, 1.6549840276802644e308],
  ],
  expm1: [
    [-40, -1],
    [-0.6, -0.45118836390597356],
    [-0.3, -0.2591817793182821],
    [-1e-8, -9.999999950000001e-9],
    [1e-20, 1e-20],
    [0.4, 0.49182469764127035],
    [1.1, 2.0041660239464334],
    [30, 10686474581523.463],
    [400.5, 8.608748141830144e173],
  ],
  sin: [
    [0.1, 0.09983341664682815],
    [0.785398, 0.7071066656470943],
    [1, 0.8414709848078965],
    [3.141592653589793, 1.2246467991473532e-16],
    [-2.5, -0.5984721441039565],
    [1e6, -0.34999350217129294],
    [1e22, -0.8522008497671888],
  ],
  cos: [
    [0.785398, 0.7071068967259818],
    [1.5707963267948966, 6.123233995736766e-17],
    [4.71238898038469, -1.8369701987210297e-16],
    [100, 0.8623188722876839],
    [1e22, 0.523214785395139],
    // Of all numbers the one nearest to an odd multiple of π/2.
    [6381956970095103 * 2 ** 797, -4.687165924254628e-19],
  ],
};

for (const [name, f] of Object.entries(unary) as [keyof typeof unary, (x: number) => number][]) {
  test(`${name} is what a calculation to many digits gives, within 1 ulp`, () => {
    for (const [x, value] of known[name]) expect(ulps(f(x), value), `${name}(${x})`).toBeLessThanOrEqual(1);
  });

  test(`${name} treats 0, -0, NaN, infinities and the ends of its range as Math.${name} does`, () => {
    for (const x of specials) {
      const native = Math[name](x);
      // The engine may be off by an ulp itself; but not where the value is special.
      if (Number.isFinite(native) && native !== 0)
        expect(ulps(f(x), native), `${name}(${x})`).toBeLessThanOrEqual(1);
      else expect(f(x), `${name}(${x})`).toBe(native);
    }
  });

  test(`${name} stays within 2 ulp of Math.${name} over all magnitudes`, () => {
    const random = new RandomStream(1, name);
    let worst = 0;
    for (let i = 0; i < 50_000; i++) {
      for (const x of [
        fromBits(random.integer(-(2 ** 31), 2 ** 31 - 1), random.integer(-(2 ** 31), 2 ** 31 - 1)),
        random.uniform(-750, 750),
        random.uniform(-2, 2),
        random.uniform(0.999, 1.001),
      ]) {
        worst = Math.max(worst, ulps(f(x), Math[name](x)));
      }
    }
    expect(worst).toBeLessThanOrEqual(2);
  });
}

test('pow is what a calculation to many digits gives, within 1 ulp', () => {
  for (const [x, y, value] of [
    [2, 0.5, 1.4142135623730951],
    [10, -3, 0.001],
    [1.1, 100, 13780.61233982238],
    [0.3, 700.5, 0],
    [1.0000001, 1e9, 2.6881038582144647e43],
    [3, -600, 5.336385165377108e-287],
    [5e-324, 0.3, 1.018908996936868e-97],
    [1e300, 1.02, 1.0000000000000123e306],
    [-2.5, 7, -610.3515625],
    [0.9999999999, 1e12, 3.7200451775013044e-44],
    [1.0000000001, 3e9, 1.3498588410621013],
    [9.5, -0.75, 0.1848022676613902],
  ] as const) {
    expect(ulps(pow(x, y), value), `pow(${x}, ${y})`).toBeLessThanOrEqual(1);
  }
});

test('pow treats special bases and exponents as Math.pow does', () => {
  for (const x of specials) {
    for (const y of specials) {
      const native = Math.pow(x, y);
      if (Number.isFinite(native) && native !== 0) {
        expect(ulps(pow(x, y), native), `pow(${x}, ${y})`).toBeLessThanOrEqual(1);
      } else {
        expect(pow(x, y), `pow(${x}, ${y})`).toBe(native);
      }
    }
  }
});

// Node 22's own Math.pow strays by hundreds of ulp; only a newer one is a measure.
const native = Number(process.versions.node.split('.')[0]) >= 24;

test.runIf(native)('pow stays within 2 ulp of Math.pow over all magnitudes', () => {
  const random = new RandomStream(1, 'pow');
  let worst = 0;
  for (let i = 0; i < 50_000; i++) {
    const any = fromBits(random.integer(-(2 ** 31), 2 ** 31 - 1), random.integer(-(2 ** 31), 2 ** 31 - 1));
    for (const [x, y] of [
      [any, random.uniform(-2, 2)],
      [random.uniform(0, 10), random.uniform(-320, 320)],
      [random.uniform(-10, 0), random.integer(-100, 100)],
      [1 + random.uniform(-1e-7, 1e-7), random.uniform(-1e10, 1e10)],
      [1 + random.uniform(-1e-9, 1e-9), random.uniform(-1e12, 1e12)],
    ] as const) {
      worst = Math.max(worst, ulps(pow(x, y), Math.pow(x, y)));
    }
  }
  expect(worst).toBeLessThanOrEqual(2);
});

test('every engine gives these bits', () => {
  // A digest of the results, to the last bit, over a grid and over all magnitudes.
  const digest = (f: (x: number) => number) => {
    let hash = 0;
    const take = (x: number) => {
      const value = f(x);
      view.setFloat64(0, Number.isNaN(value) ? 0 : value);
      hash = Math.imul(hash ^ view.getInt32(0), 0x01000193) ^ view.getInt32(4);
      hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
    };
    for (let i = -20_000; i <= 20_000; i++) take(i / 128);
    for (let i = 0; i < 20_000; i++) take(fromBits(Math.imul(i, 0x9e3779b1), Math.imul(i, 0x85ebca77)));
    return (hash >>> 0).toString(16);
  };
  const digests = Object.entries(unary).map(([name, f]) => [name, digest(f)]);
  digests.push(
    ['pow', digest((x) => pow(Math.abs(x), 1.7))],
    ['gammaln', digest((x) => gammaln(Math.abs(x)))],
  );
  digests.push(['normalQuantile', digest((x) => normalQuantile(Math.abs(x) / 200))]);
  expect(Object.fromEntries(digests)).toEqual({
    log: '719c48f3',
    log1p: 'cdd79b00',
    exp: 'ec3ce03',
    expm1: '7c4f95f9',
    sin: 'fa98e4c1',
    cos: '13f9f6da',
    pow: 'a68592ed',
    gammaln: '6cdcb563',
    normalQuantile: '7b956376',
  });
});

test('gammaln is the logarithm of the factorial, and of what lies between', () => {
  let factorial = 1;
  for (let n = 1; n <= 170; n++) {
    factorial *= n;
    const wanted = Math.log(factorial);
    expect(Math.abs(gammaln(n + 1) - wanted)).toBeLessThanOrEqual(1e-14 * Math.max(1, wanted));
  }
  for (const [x, value] of [
    [1e-10, 23.025850929882736],
    [0.1, 2.252712651734206],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [2.5, 0.2846828704729192],
    [9.99, 12.779315214350193],
    [10.5, 13.940625219403763],
    [1e5, 1051287.7089736569],
    [1e15, 3.3538776394910668e16],
  ] as const) {
    expect(Math.abs(gammaln(x) - value)).toBeLessThanOrEqual(1e-14 * Math.max(1, Math.abs(value)));
  }
  expect([gammaln(0), gammaln(Infinity), gammaln(-1), gammaln(NaN)]).toEqual([Infinity, Infinity, NaN, NaN]);
});

test("the normal distribution's quantiles", () => {
  for (const [p, value] of [
    [1e-20, -9.262340089798407],
    [1e-5, -4.264890793922825],
    [0.025, -1.9599639845400543],
    [0.074, -1.4466320671589785],
    [0.25, -0.6744897501960817],
    [0.6, 0.2533471031357997],
    [0.9, 1.2815515655446006],
    [0.999, 3.090232306167813],
    [0.9999999, 5.199337582290661],
  ] as const) {
    expect(Math.abs(normalQuantile(p) / value - 1)).toBeLessThan(2e-15);
  }
  expect([0, 0.5, 1, -0.1, 1.1, NaN].map(normalQuantile)).toEqual([-Infinity, 0, Infinity, NaN, NaN, NaN]);
});

test("Student's t against the printed tables", () => {
  const levels = [0.9, 0.95, 0.975, 0.99, 0.995, 0.9995];
  for (const [degrees, row] of [
    [1, [3.078, 6.314, 12.706, 31.821, 63.657, 636.619]],
    [2, [1.886, 2.92, 4.303, 6.965, 9.925, 31.599]],
    [5, [1.476, 2.015, 2.571, 3.365, 4.032, 6.869]],
    [10, [1.372, 1.812, 2.228, 2.764, 3.169, 4.587]],
    [30, [1.31, 1.697, 2.042, 2.457, 2.75, 3.646]],
    [120, [1.289, 1.658, 1.98, 2.358, 2.617, 3.373]],
    [Infinity, [1.282, 1.645, 1.96, 2.326, 2.576, 3.291]],
  ] as const) {
    expect(levels.map((p) => Math.round(studentQuantile(p, degrees) * 1000) / 1000)).toEqual(row);
  }
});

test("Student's t where it has closed forms", () => {
  for (const p of [1e-12, 1e-4, 0.3, 0.51, 0.8, 0.975, 0.9999]) {
    // One degree of freedom: Cauchy. Two: (2p - 1) / sqrt(2 p (1 - p)).
    expect(studentQuantile(p, 1) * Math.tan(Math.PI * p)).toBeCloseTo(-1, 11);
    expect(studentQuantile(p, 2) / ((2 * p - 1) / Math.sqrt(2 * p * (1 - p)))).toBeCloseTo(1, 11);
  }
  expect(studentTail(2, 1)).toBeCloseTo(0.5 - Math.atan(2) / Math.PI, 14);
  expect(studentTail(-2, 1)).toBeCloseTo(0.5 + Math.atan(2) / Math.PI, 14);
  expect([studentTail(0, 7), studentTail(Infinity, 7), studentTail(-Infinity, 7)]).toEqual([0.5, 0, 1]);
});

test("Student's t: the quantile undoes the tail, for any degrees of freedom", () => {
  for (const degrees of [0.5, 1.5, 3, 7.25, 40, 1000, 1e6]) {
    for (const p of [0.001, 0.2, 0.5, 0.6, 0.95, 0.999999]) {
      expect(1 - studentTail(studentQuantile(p, degrees), degrees)).toBeCloseTo(p, 12);
    }
  }
  expect([studentQuantile(0, 3), studentQuantile(1, 3), studentQuantile(0.5, 3)]).toEqual([
    -Infinity,
    Infinity,
    0,
  ]);
  expect([studentQuantile(0.5, 0), studentQuantile(2, 3), studentTail(1, -1), studentTail(NaN, 1)]).toEqual([
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
});
