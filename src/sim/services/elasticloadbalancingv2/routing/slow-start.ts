import type { TargetView } from './target-view.ts';

/**
 * Slow start: a target that has become healthy gets a share that grows linearly to the full one. Only beside a healthy
 * target that is not in slow start itself, so the first ones of an empty group start at full share.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#slow-start-mode
 */
export class SlowStart {
  /** `slow_start.duration_seconds`; 0 is off. */
  duration: number;
  readonly #since = new Map<TargetView, number>();

  constructor(duration: number) {
    this.duration = duration;
  }

  /** A target became healthy, for the first time or again, beside these healthy ones. */
  healthy(target: TargetView, beside: readonly TargetView[], now: number): void {
    this.tick(now);
    const full = beside.some((other) => other !== target && !this.#since.has(other));
    if (this.duration > 0 && full) this.#since.set(target, now);
    this.#share(target, now);
  }

  /** A target is unhealthy or leaves: its slow start is over. */
  gone(target: TargetView): void {
    this.#since.delete(target);
    target.weight = 1;
    target.credit = 0;
  }

  /** Sets the shares of those that are starting, as of now. */
  tick(now: number): void {
    for (const target of this.#since.keys()) this.#share(target, now);
  }

  #share(target: TargetView, now: number): void {
    const since = this.#since.get(target);
    if (since === undefined) return;
    target.weight = Math.min(1, (now - since) / this.duration);
    if (target.weight >= 1) this.gone(target);
  }
}
