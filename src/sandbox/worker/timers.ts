/** Kept from the platform before a run can change them. */
const {
  setTimeout,
  clearTimeout,
  setInterval,
  clearInterval,
  MessageChannel,
  AbortController,
  DOMException,
} = globalThis;

type Callback = (...values: unknown[]) => void;

/**
 * The timers of a run, counted: a run ends when nothing is due any more, as Node's does. `setImmediate` comes with
 * them, because the simulator's loop breathes by it and because browsers stretch nested timeouts.
 */
export class Timers {
  readonly #due = new Set<number>();
  readonly #immediates = new Map<number, () => void>();
  readonly #channel = new MessageChannel();
  #lastImmediate = 0;
  #onIdle: (() => void) | undefined;

  /** Puts the counted timers in the place of the platform's. */
  install(): void {
    this.#channel.port1.onmessage = () => this.#nextImmediate();
    const timers = {
      setTimeout: (callback: Callback, delay?: number, ...values: unknown[]) => {
        const id = setTimeout(() => {
          this.#due.delete(id);
          this.#call(callback, values);
        }, delay) as unknown as number;
        this.#due.add(id);
        return id;
      },
      setInterval: (callback: Callback, delay?: number, ...values: unknown[]) => {
        const id = setInterval(() => this.#call(callback, values), delay) as unknown as number;
        this.#due.add(id);
        return id;
      },
      setImmediate: (callback: Callback, ...values: unknown[]) => {
        const id = ++this.#lastImmediate;
        this.#immediates.set(id, () => this.#call(callback, values));
        this.#channel.port2.postMessage(undefined);
        return id;
      },
      clearTimeout: (id?: number) => this.#clear(id, clearTimeout),
      clearInterval: (id?: number) => this.#clear(id, clearInterval),
      clearImmediate: (id: number) => {
        this.#immediates.delete(id);
        this.#settle();
      },
    };
    for (const [name, value] of Object.entries(timers)) {
      Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
    }
    // The platform's own is due by a clock that no run waits for.
    const timeout = (delay: number): AbortSignal => {
      const controller = new AbortController();
      const late = () => controller.abort(new DOMException('The operation timed out.', 'TimeoutError'));
      timers.setTimeout(late, delay);
      return controller.signal;
    };
    Object.defineProperty(AbortSignal, 'timeout', { value: timeout, configurable: true, writable: true });
  }

  /** Resolves when nothing is due, and what the last callback left to do has been done. */
  async idle(): Promise<void> {
    do {
      if (this.#pending) await new Promise<void>((resolve) => (this.#onIdle = resolve));
      // Promises settle before the first of these is over, and errors nobody handled are told before the second is.
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
    } while (this.#pending);
  }

  get #pending(): boolean {
    return this.#due.size + this.#immediates.size > 0;
  }

  #nextImmediate(): void {
    // One message, one callback: the first that is left, for they were asked for in this order.
    for (const [id, call] of this.#immediates) {
      this.#immediates.delete(id);
      return call();
    }
  }

  #clear(id: number | undefined, clear: (id?: number) => void): void {
    clear(id);
    if (id !== undefined && this.#due.delete(id)) this.#settle();
  }

  #call(callback: Callback, values: unknown[]): void {
    try {
      callback(...values);
    } finally {
      this.#settle();
    }
  }

  #settle(): void {
    if (!this.#pending) this.#onIdle?.();
  }
}
