import type { Simulation, Timer } from '../../../kernel/index.ts';
import type { CreditAccount } from './credit-account.ts';

/** What runs on credits. */
export interface Throttled {
  readonly busy: number;
  readonly busySeconds: number;
  /** The share of its vCPUs that it may use. */
  cap: number;
  onLoad: (() => void) | undefined;
}

/**
 * Makes a host run on credits: it bills their use, holds the host to its baseline when they are gone, and lets it go when
 * there are some again. AWS says only that utilization is lowered gradually; here it falls at once.
 */
export class Throttle {
  readonly account: CreditAccount;
  readonly #clock: Simulation;
  readonly #host: Throttled;
  readonly #resumeAt: number;
  #last: number;
  #busySeconds: number;
  #timer: Timer | undefined;
  #due = Infinity;

  /** @param resumeAt how many credits lift the cap again; more than 0, or a busy host would be capped and freed in turn */
  constructor(clock: Simulation, host: Throttled, account: CreditAccount, resumeAt = 0.1) {
    this.#clock = clock;
    this.#host = host;
    this.#resumeAt = resumeAt;
    this.account = account;
    this.#last = clock.now;
    this.#busySeconds = host.busySeconds;
    host.onLoad = () => this.update();
    this.update();
  }

  /** Brings the account up to now. Call it before reading the account. */
  update(): void {
    const { now } = this.#clock;
    const seconds = now - this.#last;
    if (seconds > 0) {
      const busySeconds = this.#host.busySeconds;
      this.account.advance(seconds, (busySeconds - this.#busySeconds) / seconds);
      this.#last = now;
      this.#busySeconds = busySeconds;
    }
    const { exhausted, balance, baseline } = this.account;
    const capped = this.#host.cap < 1;
    // Setting the cap reports a new load, and so comes back here.
    if (!capped && exhausted) this.#host.cap = baseline;
    else if (capped && (this.account.mode === 'unlimited' || balance >= this.#resumeAt)) this.#host.cap = 1;
    else this.#plan();
  }

  /** Bills what was used until now, and looks at the host no more. */
  stop(): void {
    this.update();
    this.#timer?.cancel();
    this.#host.onLoad = undefined;
  }

  #plan(): void {
    // A millisecond more, so that a rounded clock does not come back before they are gone.
    const lasts = this.#host.cap < 1 ? Infinity : this.account.lasts(this.#host.busy) + 0.001;
    const due = this.#clock.now + lasts;
    if (due >= this.#due) return;
    this.#timer?.cancel();
    this.#due = due;
    this.#timer = this.#clock.timer(lasts, () => {
      this.#due = Infinity;
      this.update();
    });
  }
}
