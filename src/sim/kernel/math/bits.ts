/** Access to the 64 bits of a number. */

const view = new DataView(new ArrayBuffer(8));

/** Sign, exponent and the top 20 bits of the fraction, as a signed 32-bit integer. */
export function highWord(x: number): number {
  view.setFloat64(0, x);
  return view.getInt32(0);
}

/**
 * The upper 26 bits of a number below 2^996: few enough that the product of two such parts is exact. What is left over
 * has no more. (Veltkamp's split.)
 */
export function upperHalf(x: number): number {
  const c = 134217729 * x;
  return c - (c - x);
}

// A table instead of bits put together each time: writing two words and reading them as one number stalls the processor.
const lowest = -1074;
const highest = 1023;
const powers = new Float64Array(highest - lowest + 1);
for (let k = 0, p = 1; k <= highest; k++, p *= 2) powers[k - lowest] = p;
for (let k = -1, p = 0.5; k >= lowest; k--, p /= 2) powers[k - lowest] = p;

/** 2 to the power of an integer from -1074 to 1023. */
export function powerOfTwo(k: number): number {
  return powers[k - lowest] as number;
}

/** x × 2^k, rounded once, for an integer k from -2000 to 2000 and x in [1/4, 4]. */
export function scaled(x: number, k: number): number {
  if (k > highest) return x * powerOfTwo(highest) * powerOfTwo(Math.min(k - highest, highest));
  // Below the normal range the last step alone may round, so the first one must stay inside it.
  if (k < -1000) return x * powerOfTwo(-900) * powerOfTwo(Math.max(k + 900, lowest));
  return x * powerOfTwo(k);
}
