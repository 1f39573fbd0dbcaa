import { highWord, powerOfTwo, scaled, upperHalf } from './bits.ts';

/*
 * Ported from FreeBSD's msun (e_pow.c), which carries this notice:
 *
 * Copyright (C) 2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** A number as the sum of a part with few bits and a rest: one level of doubled precision. */
interface Pair {
  high: number;
  low: number;
}

/** log2 of x > 0, finite, carried to some 70 bits. */
function log2Pair(x: number): Pair {
  let n = 0;
  if (x < 2.2250738585072014e-308) {
    x *= 9007199254740992;
    n = -53;
  }
  const high = highWord(x);
  const exponent = high >> 20;
  const fraction = high & 0x000fffff;
  n += exponent - 1023;
  x = exponent === 2046 ? x * powerOfTwo(-1022) * 0.5 : x * powerOfTwo(1023 - exponent);
  // Near 1, 3/2 or 2: what is left is then at most a fifth away from one of them.
  let near = 1;
  if (fraction > 0x3988e) {
    if (fraction < 0xbb67a) {
      near = 1.5;
    } else {
      n += 1;
      x *= 0.5;
    }
  }

  // s = (x - near) / (x + near), in two parts
  const u = x - near;
  const v = 1 / (x + near);
  const s = u * v;
  const sHigh = upperHalf(s);
  const sumHigh = upperHalf(x + near);
  const sumLow = x - (sumHigh - near);
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow);

  // log x = 2s + 2/3 s³ + …
  const z = s * s;
  const series =
    z *
      z *
      (5.99999999999994648725e-1 +
        z *
          (4.28571428578550184252e-1 +
            z *
              (3.33333329818377432918e-1 +
                z *
                  (2.72728123808534006489e-1 +
                    z * (2.30660745775561754067e-1 + z * 2.06975017800338417784e-1))))) +
    sLow * (sHigh + s);
  const square = sHigh * sHigh;
  const tHigh = upperHalf(3 + square + series);
  const tLow = series - (tHigh - 3 - square);
  const productHigh = sHigh * tHigh;
  const productLow = sLow * tHigh + tLow * s;
  const pHigh = upperHalf(productHigh + productLow);
  const pLow = productLow - (pHigh - productHigh);

  // times 2 / (3 ln 2), plus the log2 of `near`, plus n
  const nearHigh = near === 1 ? 0 : 5.84962487220764160156e-1;
  const nearLow = near === 1 ? 0 : 1.35003920212974897128e-8;
  const logHigh = 9.61796700954437255859e-1 * pHigh;
  const logLow = -7.02846165095275826516e-9 * pHigh + pLow * 9.61796693925975554329e-1 + nearLow;
  const sum = upperHalf(logHigh + logLow + nearHigh + n);
  return { high: sum, low: logLow - (sum - n - nearHigh - logHigh) };
}

/** 2 to the power of high + low, where the sum lies between -1075 and 1024. */
function exp2Pair(high: number, low: number): number {
  const total = high + low;
  const size = total < 0 ? -total : total;
  let n = 0;
  if (size > 0.5) {
    n = total < 0 ? -Math.floor(0.5 - total) : Math.floor(total + 0.5);
    high -= n;
  }
  const t = upperHalf(low + high);
  const u = t * 6.93147182464599609375e-1;
  const v = (low - (t - high)) * 6.93147180559945286227e-1 + t * -1.90465429995776804525e-9;
  const z = u + v;
  const w = v - (z - u);
  const square = z * z;
  const c =
    z -
    square *
      (1.66666666666666019037e-1 +
        square *
          (-2.77777777770155933842e-3 +
            square *
              (6.61375632143793436117e-5 +
                square * (-1.6533902205465251539e-6 + square * 4.13813679705723846039e-8))));
  const r = (z * c) / (c - 2) - (w + z * w);
  return scaled(1 - (r - z), n);
}

/** x to the power of y, within 1 ulp; special cases are those of `Math.pow`. */
export function pow(x: number, y: number): number {
  if (y === 0) return 1;
  if (x !== x || y !== y) return NaN;
  if (y === 1) return x;
  const base = x < 0 ? -x : x;
  const exponent = y < 0 ? -y : y;
  if (exponent === Infinity) {
    if (base === 1) return NaN;
    return base > 1 === y > 0 ? Infinity : 0;
  }
  const isInteger = Math.floor(y) === y;
  // From 2^53 on every number is even.
  const isOdd = isInteger && exponent < 9007199254740992 && Math.floor(exponent / 2) * 2 !== exponent;
  const negative = (x < 0 || Object.is(x, -0)) && isOdd;
  if (base === 0 || base === Infinity) {
    const result = (base === 0) === y > 0 ? 0 : Infinity;
    return negative ? -result : result;
  }
  if (x < 0 && !isInteger) return NaN;
  const sign = negative ? -1 : 1;
  if (base === 1) return sign;
  if (y === 2) return x * x;
  if (y === -1) return 1 / x;

  let logHigh: number;
  let logLow: number;
  if (exponent > 2147483648) {
    const t = base - 1;
    // So far from 1, so great an exponent leaves the range (1 ± 2^-20 to the power of 2^31 is already e^±2048).
    if (t < -9.5367431640625e-7 || t > 9.5367431640625e-7 || exponent > 18446744073709551616) {
      return sign * (t > 0 === y > 0 ? Infinity : 0);
    }
    const w = t * t * (0.5 - t * (0.3333333333333333333333 - t * 0.25));
    // The original multiplies t whole, which rounds: hundreds of ulp, for a base just below 1.
    const tHigh = upperHalf(t);
    const u = 1.44269502162933349609 * tHigh;
    const v =
      1.44269502162933349609 * (t - tHigh) + (t * 1.92596299112661746887e-8 - w * 1.442695040888963387);
    logHigh = upperHalf(u + v);
    logLow = v - (logHigh - u);
  } else {
    const pair = log2Pair(base);
    logHigh = pair.high;
    logLow = pair.low;
  }

  const yHigh = upperHalf(y);
  const low = (y - yHigh) * logHigh + y * logLow;
  const high = yHigh * logHigh;
  const total = low + high;
  // 8.0e-17 is what a sum just below 1024 may be short of by rounding.
  if (total > 1024 || (total === 1024 && low + 8.0085662595372944372e-17 > total - high))
    return sign * Infinity;
  if (total < -1075 || (total === -1075 && low <= total - high)) return sign * 0;
  return sign * exp2Pair(high, low);
}
