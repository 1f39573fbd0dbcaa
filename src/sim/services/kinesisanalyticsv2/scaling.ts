import { flinkLimits as limits } from './limits.ts';

/** KPUs that an application needs: each is 1 vCPU and 4 GB, and takes so many parallel tasks (1 to 8). */
export const kpus = (parallelism: number, parallelismPerKpu: number): number =>
  Math.ceil(parallelism / parallelismPerKpu);

/**
 * Automatic scaling: the parallelism doubles when the CPU was busy for a quarter of an hour, and halves when it was idle
 * for six hours; not below what is configured. Every change is a restart from a snapshot.
 * https://docs.aws.amazon.com/managed-flink/latest/java/how-scaling-auto.html
 */
export class KpuScaling {
  readonly #configured: number;
  readonly #most: number;
  #busySince: number | undefined;
  #idleSince: number | undefined;

  /**
   * @param configured the parallelism that it does not fall below
   * @param most the parallelism that it does not rise above
   */
  constructor(configured: number, most: number) {
    this.#configured = configured;
    this.#most = Math.max(configured, most);
  }

  /**
   * Takes in `containerCPUUtilization` of the time since the call before.
   *
   * @param cpu percent
   * @param now seconds
   * @returns the parallelism from now on; the same where nothing changes
   */
  observe(parallelism: number, cpu: number, now: number): number {
    const { busyCpu, busyFor, idleCpu, idleFor } = limits;
    this.#busySince = cpu >= busyCpu.default ? (this.#busySince ?? now) : undefined;
    this.#idleSince = cpu < idleCpu.default ? (this.#idleSince ?? now) : undefined;
    if (this.#busySince !== undefined && now - this.#busySince >= busyFor.default)
      return this.#scale(Math.min(this.#most, parallelism * 2));
    if (this.#idleSince !== undefined && now - this.#idleSince >= idleFor.default)
      return this.#scale(Math.max(this.#configured, Math.ceil(parallelism / 2)));
    return parallelism;
  }

  #scale(parallelism: number): number {
    this.#busySince = undefined;
    this.#idleSince = undefined;
    return parallelism;
  }
}
