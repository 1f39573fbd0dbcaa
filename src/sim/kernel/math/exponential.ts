import { powerOfTwo, scaled } from './bits.ts';

/*
 * Ported from FreeBSD's msun (e_exp.c, s_expm1.c), which carries this notice:
 *
 * Copyright (C) 1993-2004 by Sun Microsystems, Inc. All rights reserved.
 * Permission to use, copy, modify, and distribute this software is freely granted, provided that this notice is preserved.
 */

/** ln 2 in two parts; the first has enough trailing zeros that an exponent times it is exact. */
const ln2High = 6.9314718036912381649e-1;
const ln2Low = 1.90821492927058770002e-10;
const inverseLn2 = 1.442695040888963387;
const halfLn2 = 0.34657359027997264;
const threeHalvesLn2 = 1.0397207708399179;

/** The integer k that brings x - k ln 2 within ln 2 / 2. */
function multipleOfLn2(x: number, size: number): number {
  if (size <= halfLn2) return 0;
  if (size < threeHalvesLn2) return x < 0 ? -1 : 1;
  return x < 0 ? -Math.floor(0.5 - inverseLn2 * x) : Math.floor(inverseLn2 * x + 0.5);
}

/** e to the power of x, within 1 ulp. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893383973096) return Infinity;
  if (x < -745.13321910194110842) return 0;
  const size = x < 0 ? -x : x;
  if (size < 3.725290298461914e-9) return 1 + x;
  // The method misses e itself by one ulp, and that is one that people know by heart.
  if (x === 1) return 2.718281828459045;

  const k = multipleOfLn2(x, size);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const z = r * r;
  const c =
    r -
    z *
      (1.66666666666666019037e-1 +
        z *
          (-2.77777777770155933842e-3 +
            z *
              (6.61375632143793436117e-5 + z * (-1.6533902205465251539e-6 + z * 4.13813679705723846039e-8))));
  const y = 1 + ((r * c) / (2 - c) - low + high);
  return k === 0 ? y : scaled(y, k);
}

/** exp(x) - 1, exact to 1 ulp near 0 too. */
export function expm1(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893383973096) return Infinity;
  if (x < -38.816242111356935) return -1;
  const size = x < 0 ? -x : x;
  if (size < 5.551115123125783e-17) return x;

  const k = multipleOfLn2(x, size);
  const high = x - k * ln2High;
  const low = k * ln2Low;
  const r = high - low;
  const c = high - r - low;

  const half = 0.5 * r;
  const halfSquare = r * half;
  const r1 =
    1 +
    halfSquare *
      (-3.33333333333331316428e-2 +
        halfSquare *
          (1.58730158725481460165e-3 +
            halfSquare *
              (-7.93650757867487942473e-5 +
                halfSquare * (4.00821782732936239552e-6 + halfSquare * -2.01099218183624371326e-7))));
  const t = 3 - r1 * half;
  let e = halfSquare * ((r1 - t) / (6 - r * t));
  if (k === 0) return r - (r * e - halfSquare);
  e = r * (e - c) - c - halfSquare;

  // exp(x) is 2^k (1 + r - e); the order of the sum decides what is lost.
  if (k === -1) return 0.5 * (r - e) - 0.5;
  if (k === 1) return r < -0.25 ? -2 * (e - (r + 0.5)) : 1 + 2 * (r - e);
  if (k < 0 || k > 56) return scaled(r - e + 1, k) - 1;
  if (k < 20) return (r - e + (1 - powerOfTwo(-k))) * powerOfTwo(k);
  return (r - (e + powerOfTwo(-k)) + 1) * powerOfTwo(k);
}
