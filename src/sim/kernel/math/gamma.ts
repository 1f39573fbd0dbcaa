import { log } from './logarithm.ts';

const halfLogTwoPi = 0.9189385332046727418;

/**
 * Natural logarithm of the gamma function, for x > 0; its error stays below 1e-14 × max(1, |value|).
 * Infinity at 0, NaN below: this library asks for no others.
 */
export function gammaln(x: number): number {
  if (!(x >= 0)) return NaN;
  if (x === 0 || x === Infinity) return Infinity;
  if (x === 1 || x === 2) return 0;
  // Stirling's series converges from about 10 on; Γ(x) = Γ(x + n) / (x (x + 1) … (x + n - 1)) carries a smaller x there.
  let product = 1;
  while (x < 10) {
    product *= x;
    x += 1;
  }
  const z = 1 / (x * x);
  const series =
    (1 / 12 -
      z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z * (1 / 1188 - z * (691 / 360360 - z * (1 / 156))))))) /
    x;
  return (x - 0.5) * log(x) - x + halfLogTwoPi + series - log(product);
}
