import { highWord, powerOfTwo } from './bits.ts';

/*
 * Ported from FreeBSD's msun (e_log.c, s_log1p.c), which carries this notice:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** ln 2 in two parts; the first has enough trailing zeros that an exponent times it is exact. */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;

/** The high word of sqrt(1/2): a fraction is brought between there and sqrt(2). */
const sqrtHalf = 0x3fe6a09e;
const one = 0x3ff00000;

/** log(1 + f) - f + f²/2, for 1 + f between sqrt(1/2) and sqrt(2), given halfSquare = f²/2. */
function remainder(f: number, halfSquare: number): number {
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const odd = w * (3.999999999940941908e-1 + w * (2.222219843214978396e-1 + w * 1.531383769920937332e-1));
  const even =
    z *
    (6.66666666666673513e-1 +
      w * (2.857142874366239149e-1 + w * (1.818357216161805012e-1 + w * 1.479819860511658591e-1)));
  return s * (halfSquare + (odd + even));
}

/** Natural logarithm, within 1 ulp. Of 0, -Infinity; of a negative number, NaN. */
export function log(x: number): number {
  let k = 0;
  let high = highWord(x);
  if (high < 0x00100000) {
    if (x === 0) return -Infinity;
    if (high < 0) return NaN;
    k = -54;
    x *= 18014398509481984;
    high = highWord(x);
  } else if (high >= 0x7ff00000) {
    return x;
  } else if (x === 1) {
    return 0;
  }
  const exponent = (high + (one - sqrtHalf)) >> 20;
  k += exponent - 1023;
  // Two factors, because 2^-1024 has too few bits for one.
  const f = exponent === 2047 ? x * powerOfTwo(-1023) * 0.5 - 1 : x * powerOfTwo(1023 - exponent) - 1;
  const halfSquare = 0.5 * f * f;
  return remainder(f, halfSquare) + k * ln2Low - halfSquare + f + k * ln2High;
}

/** log(1 + x), exact to 1 ulp near 0 too. Of -1, -Infinity; below, NaN. */
export function log1p(x: number): number {
  if (x <= -1) return x === -1 ? -Infinity : NaN;
  if (x === Infinity || x !== x) return x;
  const size = x < 0 ? -x : x;
  if (size < 1.1102230246251565e-16) return x;

  let k = 0;
  let f = x;
  let correction = 0;
  if (!(x > -0.2928932188134525 && x < 0.4142135623730951)) {
    const u = 1 + x;
    const exponent = (highWord(u) + (one - sqrtHalf)) >> 20;
    k = exponent - 1023;
    // What rounding 1 + x lost, relative to u.
    if (k < 54) correction = (k >= 2 ? 1 - (u - x) : x - (u - 1)) / u;
    f = exponent === 2047 ? u * powerOfTwo(-1023) * 0.5 - 1 : u * powerOfTwo(1023 - exponent) - 1;
  }
  const halfSquare = 0.5 * f * f;
  return remainder(f, halfSquare) + (k * ln2Low + correction) - halfSquare + f + k * ln2High;
}
