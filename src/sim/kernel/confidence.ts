import { studentQuantile } from './math.ts';
import { Tally } from './tally.ts';

/** Where a true mean lies, as far as independent observations tell. */
export interface ConfidenceInterval {
  /** How often an interval made in this way holds the true mean, say 0.95. */
  readonly level: number;
  /** The mean of the observations: the middle of the interval. */
  readonly mean: number;
  /** Half the width: the mean plus or minus this. */
  readonly halfWidth: number;
  /** Where it begins. */
  readonly low: number;
  /** Where it ends. */
  readonly high: number;
}

/**
 * The confidence interval of a mean by Student's t. It holds where the observations are independent: means of
 * replications or of batches are, neighbouring waiting times in one queue are not.
 *
 * @param of how many observations, their mean and the mean's standard error; a `Tally` has all three
 * @param level from above 0 to below 1; default 0.95
 * @throws RangeError for another level; the half-width of fewer than two observations is infinite
 */
export function confidenceInterval(
  of: { readonly count: number; readonly mean: number; readonly standardError: number },
  level = 0.95,
): ConfidenceInterval {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be above 0 and below 1, not ${level}`);
  const halfWidth =
    of.count < 2 ? Infinity : studentQuantile((1 + level) / 2, of.count - 1) * of.standardError;
  return { level, mean: of.mean, halfWidth, low: of.mean - halfWidth, high: of.mean + halfWidth };
}

/**
 * Runs a model several times, each with a seed of its own, and tallies what each run gives: independent
 * observations, whatever happens inside a run.
 *
 * @param count how many runs, from 1; 20 or more give a fair interval
 * @param run takes a seed, gives one number
 * @param firstSeed the seed of the first run; each next one takes the next. Default 1
 */
export async function replications(
  count: number,
  run: (seed: number) => number | PromiseLike<number>,
  firstSeed = 1,
): Promise<Tally> {
  if (!(Number.isSafeInteger(count) && count >= 1)) {
    throw new RangeError(`count must be a whole number from 1, not ${count}`);
  }
  const tally = new Tally();
  for (let i = 0; i < count; i++) tally.add(await run(firstSeed + i));
  return tally;
}

/**
 * Cuts the observations of one long run, in the order they were made, into batches of equal length and tallies the
 * batches' means. Long batches hardly depend on each other, so the interval of their mean holds where that of the
 * observations would be far too narrow. What does not fill a batch is left off at the beginning, where a run warms up.
 *
 * @param batches how many, from 2; default 20
 * @throws RangeError where there are fewer observations than batches
 */
export function batchMeans(observations: ArrayLike<number>, batches = 20): Tally {
  if (!(Number.isSafeInteger(batches) && batches >= 2)) {
    throw new RangeError(`batches must be a whole number from 2, not ${batches}`);
  }
  const length = Math.floor(observations.length / batches);
  if (length === 0) {
    throw new RangeError(
      `observations must be at least ${batches}, one for each batch, not ${observations.length}`,
    );
  }
  const means = new Tally();
  let next = observations.length - length * batches;
  for (let batch = 0; batch < batches; batch++) {
    const tally = new Tally();
    for (let i = 0; i < length; i++) tally.add(observations[next++] as number);
    means.add(tally.mean);
  }
  return means;
}
