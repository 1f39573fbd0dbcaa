import { BusyTime } from './busy-time.ts';
import { Host } from './host.ts';
import { sqsLimits } from './limits.ts';
import type { StoredMessage } from './stored-message.ts';

const MICROS = 1_000_000;
const SHARE = sqsLimits.noisyShare.default / 100;
const IDLE = sqsLimits.noisyIdle.default * MICROS;

/** The messages of one group on a standard queue: a tenant's. */
export class Tenant {
  readonly id: string;
  /** Messages that can be received. */
  visible = 0;
  delayed = 0;
  lastSent = -Infinity;
  noisy = false;
  /** Its time with consumers, and how many of its messages are in flight. */
  readonly busy: BusyTime;
  /** While it is noisy, those of its visible messages that had come to their turn. */
  readonly aside: Host;

  constructor(id: string, window: number, now: number, onExpired: (message: StoredMessage) => void) {
    this.id = id;
    this.busy = new BusyTime(window, now);
    this.aside = new Host(onExpired);
  }
}

/**
 * Who is noisy on a standard queue whose messages have groups. A group turns noisy with a tenth of the messages in
 * flight, and thirty of its own among them; or with a tenth of the recent time of the consumers. It turns quiet once none
 * of its messages waits, or when it has sent none for five minutes. A message without a group is always quiet.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
export class Fairness {
  readonly #window: number;
  readonly #onExpired: (message: StoredMessage) => void;
  readonly #tenants = new Map<string, Tenant>();
  readonly #noisy = new Set<Tenant>();
  /** Of all messages, with a group or without. */
  readonly #busy: BusyTime;
  #sweepAt = 1024;

  /** `window` seconds are recent; `inFlight` messages are in flight already. */
  constructor(window: number, now: number, inFlight: number, onExpired: (message: StoredMessage) => void) {
    this.#window = window * MICROS;
    this.#busy = new BusyTime(this.#window, now, inFlight);
    this.#onExpired = onExpired;
  }

  /** Messages of noisy groups that stand aside. */
  get aside(): number {
    let sum = 0;
    for (const { aside } of this.#noisy) sum += aside.size;
    return sum;
  }

  /** Groups that are noisy now. */
  noisy(now: number): readonly Tenant[] {
    return [...this.#tenants.values()].filter((tenant) => this.isNoisy(tenant, now));
  }

  /** The tenants with messages aside. */
  *setAside(): Generator<Tenant> {
    for (const tenant of this.#noisy) if (tenant.aside.size > 0) yield tenant;
  }

  /** The tenant of that group. */
  tenant(group: string, now: number): Tenant {
    let tenant = this.#tenants.get(group);
    if (!tenant) {
      if (this.#tenants.size >= this.#sweepAt) this.#sweep(now);
      this.#tenants.set(group, (tenant = new Tenant(group, this.#window, now, this.#onExpired)));
    }
    return tenant;
  }

  /** A message is in flight from `at` on, or no more. */
  flight(tenant: Tenant | undefined, by: 1 | -1, at: number): void {
    this.#busy.change(by, at);
    tenant?.busy.change(by, at);
  }

  /** Decides anew whether a tenant is noisy. Who turns quiet may have messages aside: they are the caller's to bring back. */
  isNoisy(tenant: Tenant, now: number): boolean {
    const quiet = tenant.visible === 0 || tenant.lastSent + IDLE <= now;
    const noisy = !quiet && (tenant.noisy || this.#hasShare(tenant, now));
    if (noisy !== tenant.noisy) {
      tenant.noisy = noisy;
      if (noisy) this.#noisy.add(tenant);
      else if (tenant.aside.size === 0) this.#noisy.delete(tenant);
    }
    return noisy;
  }

  /** The noisy tenant to be served: that with the fewest messages in flight; of equals, that whose turn comes first. */
  next(): Tenant | undefined {
    let next: Tenant | undefined;
    for (const tenant of this.setAside()) {
      const sooner =
        next === undefined ||
        tenant.busy.level < next.busy.level ||
        (tenant.busy.level === next.busy.level && tenant.aside.firstOrder < next.aside.firstOrder);
      if (sooner) next = tenant;
    }
    return next;
  }

  /** A tenant that turned quiet has no messages aside any more. */
  broughtBack(tenant: Tenant): void {
    if (!tenant.noisy) this.#noisy.delete(tenant);
  }

  #hasShare(tenant: Tenant, now: number): boolean {
    const { level } = tenant.busy;
    if (level >= sqsLimits.noisyInFlight.default && level > SHARE * this.#busy.level) return true;
    return tenant.busy.recent(now) > SHARE * this.#busy.recent(now);
  }

  /** Forgets tenants of whom nothing is left, and nothing is recent. */
  #sweep(now: number): void {
    for (const [id, { visible, delayed, busy, aside }] of this.#tenants) {
      if (visible + delayed + busy.level + aside.size === 0 && busy.recent(now) === 0)
        this.#tenants.delete(id);
    }
    this.#sweepAt = Math.max(1024, 2 * this.#tenants.size);
  }
}
