/*
 * The polynomials and the three-part π/2 are ported from FreeBSD's msun (k_sin.c, k_cos.c, e_rem_pio2.c), which carry this notice:
 *
 * Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
 * Developed at SunPro, a Sun Microsystems, Inc. business.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */
import { highWord, powerOfTwo, upperHalf } from './bits.ts';

const quarterPi = 0.7853981633974483;

/** sin(x + tail) for |x| ≤ π/4 */
function sinPolynomial(x: number, tail: number): number {
  const z = x * x;
  const v = z * x;
  const r =
    8.33333333332248946124e-3 +
    z *
      (-1.98412698298579493134e-4 +
        z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)));
  return x - (z * (0.5 * tail - v * r) - tail - v * -1.66666666666666324348e-1);
}

/** cos(x + tail) for |x| ≤ π/4 */
function cosPolynomial(x: number, tail: number): number {
  const z = x * x;
  const w = z * z;
  const r =
    z * (4.16666666666666019037e-2 + z * (-1.38888888888741095749e-3 + z * 2.48015872894767294178e-5)) +
    w * w * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11));
  const half = 0.5 * z;
  const rest = 1 - half;
  return rest + (1 - rest - half + (z * r - x * tail));
}

interface Reduced {
  /** How many quarter turns were taken off, modulo 4. */
  quarter: number;
  x: number;
  tail: number;
}

/** x less the nearest multiple of π/2, for |x| up to 2^20 π/2. */
function reduce(x: number): Reduced {
  const n = Math.floor(x * 6.36619772367581382433e-1 + 0.5);
  const quarter = n - 4 * Math.floor(n / 4);
  // π/2 in pieces of 33 bits: n times each is exact. A second and third piece are needed only where the first ones cancel.
  let r = x - n * 1.57079632673412561417;
  let w = n * 6.07710050650619224932e-11;
  let y = r - w;
  const exponent = (highWord(x) >> 20) & 0x7ff;
  if (exponent - ((highWord(y) >> 20) & 0x7ff) > 16) {
    let before = r;
    w = n * 6.0771005063039659766e-11;
    r = before - w;
    w = n * 2.02226624879595063154e-21 - (before - r - w);
    y = r - w;
    if (exponent - ((highWord(y) >> 20) & 0x7ff) > 49) {
      before = r;
      w = n * 2.0222662487111664558e-21;
      r = before - w;
      w = n * 8.47842766036889956997e-32 - (before - r - w);
      y = r - w;
    }
  }
  return { quarter, x: y, tail: r - y - w };
}

/** 2/π × 2^1200, rounded down. */
const twoOverPi = BigInt(
  '0xa2f9836e4e441529fc2757d1f534ddc0db6295993c439041fe5163abdebbc561b7246e3a424dd2e006492eea09d1921cfe1deb1cb129' +
    'a73ee88235f52ebb4484e99c7026b45f7e413991d639835339f49c845f8bbdf9283b1ff897ffde05980fef2f118b5a0a6d1f6d367ecf' +
    '27cb09b74f463f669e5fea2d7527bac7ebe5f17b3d0739f78a5292ea6bfb5fb11f8d5d0856033046fc7b',
);

/** The same for any finite |x|, in integers: only the fraction of x × 2/π matters, to as many bits as can cancel. */
function reduceHuge(x: number): Reduced {
  const size = x < 0 ? -x : x;
  const exponent = ((highWord(size) >> 20) & 0x7ff) - 1075;
  const fraction = BigInt(size * powerOfTwo(-exponent));
  // x = fraction × 2^exponent, so this is x × 2/π with `bits` bits behind the point.
  const bits = 1200 - exponent;
  let product = fraction * twoOverPi;
  const nearest = (product + (1n << BigInt(bits - 1))) >> BigInt(bits);
  product -= nearest << BigInt(bits);
  // The remainder in two numbers, then times π/2. Number() rounds correctly, but only numbers below 2^1024.
  const shift = BigInt(bits - 200);
  const remainder = product >> shift;
  const high = Number(remainder);
  const low = Number(remainder - BigInt(high));
  const unit = powerOfTwo(-200);
  const turn = upperHalf(high * unit);
  const rest = high * unit - turn + low * unit;
  const halfPiHigh = 1.5707963109016418;
  const halfPiLow = 1.5893254773528196e-8;
  const y0 = turn * halfPiHigh;
  const y1 = turn * halfPiLow + rest * (halfPiHigh + halfPiLow);
  const sum = y0 + y1;
  const quarter = Number(nearest & 3n);
  if (x < 0) return { quarter: (4 - quarter) & 3, x: -sum, tail: -(y1 - (sum - y0)) };
  return { quarter, x: sum, tail: y1 - (sum - y0) };
}

function reduced(x: number): Reduced {
  const size = x < 0 ? -x : x;
  if (size <= quarterPi) return { quarter: 0, x, tail: 0 };
  return size < 1647099 ? reduce(x) : reduceHuge(x);
}

/** Sine of an angle in radians, within 1 ulp for every finite number. */
export function sin(x: number): number {
  if (x - x !== 0) return NaN;
  if (x > -1.4901161193847656e-8 && x < 1.4901161193847656e-8) return x;
  const { quarter, x: y, tail } = reduced(x);
  const value = quarter & 1 ? cosPolynomial(y, tail) : sinPolynomial(y, tail);
  return quarter & 2 ? -value : value;
}

/** Cosine of an angle in radians, within 1 ulp for every finite number. */
export function cos(x: number): number {
  if (x - x !== 0) return NaN;
  const { quarter, x: y, tail } = reduced(x);
  const value = quarter & 1 ? sinPolynomial(y, tail) : cosPolynomial(y, tail);
  return quarter === 1 || quarter === 2 ? -value : value;
}
