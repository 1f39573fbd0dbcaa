import { exp } from './exponential.ts';
import { gammaln } from './gamma.ts';
import { log, log1p } from './logarithm.ts';
import { normalQuantile } from './normal.ts';

const halfLogPi = 0.5723649429247001;

/** log Γ(a + 1/2) - log Γ(a), where the difference of two large numbers would lose digits too. */
function halfStep(a: number): number {
  if (a < 20) return gammaln(a + 0.5) - gammaln(a);
  const z = 1 / (a * a);
  return 0.5 * log(a) - (1 / 8 - z * (1 / 192 - z * (1 / 640 - z * (17 / 14336)))) / a;
}

/** The regularised incomplete beta function I_x(a, b), one of a and b being 1/2, by its continued fraction (modified Lentz), for x below (a + 1) / (a + b + 2). */
function betaFraction(a: number, b: number, logX: number, logRest: number, x: number): number {
  const front = exp(halfStep(a === 0.5 ? b : a) - halfLogPi + a * logX + b * logRest) / a;
  const tiny = 1e-300;
  let c = 1;
  let d = 1 - ((a + b) * x) / (a + 1);
  d = 1 / (d === 0 ? tiny : d);
  let value = d;
  for (let m = 1; m < 10_000; m++) {
    for (const term of [
      (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m)),
      (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1)),
    ]) {
      d = 1 + term * d;
      d = 1 / (d === 0 ? tiny : d);
      c = 1 + term / c;
      if (c === 0) c = tiny;
      value *= d * c;
    }
    const change = d * c - 1;
    if (change < 1e-16 && change > -1e-16) break;
  }
  return front * value;
}

/** The probability that a variable with Student's t distribution exceeds t. */
export function studentTail(t: number, degrees: number): number {
  if (!(degrees > 0) || t !== t) return NaN;
  if (t < 0) return 1 - studentTail(-t, degrees);
  if (t === Infinity) return 0;
  const square = t * t;
  const a = degrees / 2;
  // I_x(degrees/2, 1/2) / 2 with x = degrees / (degrees + t²): the fraction converges where x is small, its mirror where x is near 1.
  const x = degrees / (degrees + square);
  const rest = square / (degrees + square);
  const logX = -log1p(square / degrees);
  const logRest = log(rest);
  if (rest === 0) return 0.5;
  if (x < (a + 1) / (a + 2.5)) return 0.5 * betaFraction(a, 0.5, logX, logRest, x);
  return 0.5 * (1 - betaFraction(0.5, a, logRest, logX, rest));
}

/** The density of Student's t distribution. */
function studentDensity(t: number, degrees: number): number {
  const a = (degrees + 1) / 2;
  return exp(halfStep(degrees / 2) - halfLogPi - 0.5 * log(degrees) - a * log1p((t * t) / degrees));
}

/**
 * The value that a variable with Student's t distribution stays below with probability p; about 12 digits.
 *
 * @param p a probability; 0.975 gives the factor of a 95 % confidence interval
 * @param degrees degrees of freedom, more than 0, not necessarily whole
 */
export function studentQuantile(p: number, degrees: number): number {
  if (!(p >= 0 && p <= 1) || !(degrees > 0)) return NaN;
  if (degrees === Infinity) return normalQuantile(p);
  if (p === 0.5) return 0;
  if (p < 0.5) return -upperQuantile(p, degrees);
  return upperQuantile(1 - p, degrees);
}

/** The t that is exceeded with probability `tail` < 1/2: Newton's steps, kept inside a bracket. */
function upperQuantile(tail: number, degrees: number): number {
  if (tail === 0) return Infinity;
  let low = 0;
  let high = 1;
  while (studentTail(high, degrees) > tail) {
    low = high;
    high *= 2;
    if (high === Infinity) return Infinity;
  }
  let t = Math.min(Math.max(-normalQuantile(tail), low), high);
  for (let i = 0; i < 200; i++) {
    const excess = studentTail(t, degrees) - tail;
    if (excess === 0) break;
    if (excess > 0) low = t;
    else high = t;
    let next = t + excess / studentDensity(t, degrees);
    if (!(next > low && next < high)) next = (low + high) / 2;
    const step = next - t;
    t = next;
    if (step < 1e-15 * t && step > -1e-15 * t) break;
  }
  return t;
}
