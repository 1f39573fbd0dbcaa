import type { Contestant } from './contestant.ts';

/**
 * Lets contestants run in turn, round after round, so that what else the machine does befalls all of them alike. Gives
 * each one's median, in nanoseconds of processor time, and dismisses them.
 *
 * @throws Error where their results differ by more than a hundred-thousandth
 */
export async function rounds(contestants: readonly Contestant[], count: number): Promise<number[]> {
  const times = contestants.map((): number[] => []);
  let expected: number | undefined;
  try {
    for (let round = 0; round < count; round++) {
      for (const [i, contestant] of contestants.entries()) {
        const { nanos, result } = await contestant.run();
        expected ??= result;
        if (!(Math.abs(result / expected - 1) < 1e-5)) {
          throw new Error(`${contestant.name} gives ${result}, others ${expected}: not the same model.`);
        }
        times[i]!.push(nanos);
      }
    }
  } finally {
    for (const contestant of contestants) contestant.close();
  }
  return times.map((all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]!);
}
