import type { Simulation } from '../../kernel/index.ts';

/** A CPU that is busy to a fixed share, without an application: what an example sets, or an idle instance has. */
export class SteadyLoad {
  /** Called whenever the number of busy vCPUs may have changed. */
  onLoad: (() => void) | undefined;
  /** How many vCPUs there are. */
  readonly vcpus: number;
  readonly #clock: Simulation;
  #share: number;
  #cap = 1;
  #since: number;
  #busySeconds = 0;

  /** @param share of its vCPUs, from 0 to 1 */
  constructor(clock: Simulation, vcpus: number, share: number) {
    this.#clock = clock;
    this.vcpus = vcpus;
    this.#share = share;
    this.#since = clock.now;
  }

  /** The share of its vCPUs that wants to be busy. */
  get share(): number {
    return this.#share;
  }

  set share(share: number) {
    if (!(share >= 0 && share <= 1))
      throw new RangeError(`A CPU is busy to a share from 0 to 1; not ${share}.`);
    this.#settle();
    this.#share = share;
    this.onLoad?.();
  }

  /** The share of its vCPUs that it may use. */
  get cap(): number {
    return this.#cap;
  }

  set cap(cap: number) {
    this.#settle();
    this.#cap = cap;
    this.onLoad?.();
  }

  /** vCPUs busy at this moment. */
  get busy(): number {
    return this.vcpus * Math.min(this.#share, this.#cap);
  }

  /** vCPU-seconds that were busy since it began. */
  get busySeconds(): number {
    this.#settle();
    return this.#busySeconds;
  }

  #settle(): void {
    const { now } = this.#clock;
    this.#busySeconds += (now - this.#since) * this.busy;
    this.#since = now;
  }
}
