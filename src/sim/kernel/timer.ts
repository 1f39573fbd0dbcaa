/** A callback that can be called off. */
export class Timer {
  #action: (() => void) | undefined;
  readonly #onCancel: () => void;

  /** Made by `Simulation.timer`. */
  constructor(action: () => void, onCancel: () => void) {
    this.#action = action;
    this.#onCancel = onCancel;
  }

  /** Whether it still waits for its time. */
  get pending(): boolean {
    return this.#action !== undefined;
  }

  /** Calls it off. Does nothing once it has fired or been cancelled. */
  cancel(): void {
    if (!this.#action) return;
    this.#action = undefined;
    this.#onCancel();
  }

  /** @internal The scheduler calls this when the time has come. */
  fire(): void {
    const action = this.#action;
    this.#action = undefined;
    action?.();
  }
}
