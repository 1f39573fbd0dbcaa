/**
 * Mathematics that gives the same bits in every engine.
 *
 * ECMAScript leaves the last bit of `Math.log`, `exp`, `pow`, `sin` and their kin to the engine, and engines do
 * differ. One different bit moves an event to another microsecond and a transcript apart. Everything here is built
 * only from operations that IEEE 754 defines exactly: + − × ÷, square root, floor and access to the bits.
 */
export { exp, expm1 } from './math/exponential.ts';
export { gammaln } from './math/gamma.ts';
export { log, log1p } from './math/logarithm.ts';
export { normalQuantile } from './math/normal.ts';
export { pow } from './math/power.ts';
export { studentTail, studentQuantile } from './math/student.ts';
export { cos, sin } from './math/trigonometry.ts';
