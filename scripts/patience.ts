import { availableParallelism, loadavg } from 'node:os';

/** Milliseconds that `work` takes on a quiet machine of 2025. */
const QUIET = 60;
/** More than this, and a test that hangs would be told too late to be of use. */
const MOST = 20;

/** The same steps wherever it runs; the fastest of three rounds, for the first one is compiled on its way. */
function work(): number {
  const rounds = [1, 2, 3].map(() => {
    const start = performance.now();
    let hash = 1;
    for (let i = 0; i < 30_000_000; i++) hash = Math.imul(hash ^ i, 0x01000193);
    return performance.now() - start + (hash === 0 ? 1 : 0);
  });
  return Math.min(...rounds);
}

/**
 * How many times longer everything may take on this machine, as it is now, than on a quiet one: 1 or more. Limits of
 * time are multiplied by it, so that a slow or busy machine makes tests slower and none of them red.
 */
export function patience(): number {
  const [load = 0] = loadavg();
  return Math.min(MOST, Math.max(1, work() / QUIET, load / availableParallelism()));
}
