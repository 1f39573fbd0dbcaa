import { mix } from '../../cloud/digest/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { PlacedHeap } from '../../kernel/structures/index.ts';
import { Backlog } from './backlog.ts';
import { Fairness, type Tenant } from './fairness.ts';
import { Host } from './host.ts';
import { sqsLimits } from './limits.ts';
import type { QueueModel } from './model.ts';
import type { StoredMessage } from './stored-message.ts';

/** The streams that decide what AWS leaves open: which hosts a short poll asks, and whether a receive goes out of order. */
export type Chances = (purpose: 'short polls' | 'order') => RandomStream;

/** What the streams decide by, and how fairness is reckoned. */
export type StandardModel = Pick<
  QueueModel,
  'hosts' | 'sampledHosts' | 'outOfOrderProbability' | 'fairnessWindow'
>;

/** What counts where noisy groups are left out. */
export interface QuietCounts {
  /** Message groups that are noisy now. */
  readonly noisyGroups: number;
  /** Messages that can be received. */
  readonly visible: number;
  /** Messages in flight. */
  readonly inFlight: number;
  /** Messages that are delayed. */
  readonly delayed: number;
}

/**
 * The messages of a standard queue: those that are visible are spread over hosts, of which a short poll asks some. Once
 * messages have groups, those of noisy groups stand aside when their turn comes, until no other is there; any poll
 * finds them then, for they are many.
 */
export class StandardBacklog extends Backlog {
  readonly #model: StandardModel;
  readonly #chances: Chances;
  readonly #salt: number;
  /** All hosts; the sampled ones come first after `poll`. */
  readonly #hosts: Host[];
  readonly #byIndex: readonly Host[];
  readonly #delayed = new PlacedHeap<StoredMessage>();
  /** From the first message with a group on. */
  #fairness: Fairness | undefined;
  #now = 0;
  #asked = 0;
  #nextOrder = 0;

  constructor(model: StandardModel, salt: number, chances: Chances) {
    super();
    this.#model = model;
    this.#salt = salt;
    this.#chances = chances;
    this.#hosts = Array.from({ length: model.hosts }, () => new Host((message) => this.#expired(message)));
    this.#byIndex = [...this.#hosts];
  }

  get visible(): number {
    let sum = this.#fairness === undefined ? 0 : this.#fairness.aside;
    for (const host of this.#hosts) sum += host.size;
    return sum;
  }

  get delayed(): number {
    return this.#delayed.size;
  }

  get ready(): boolean {
    return this.visible > 0;
  }

  get nextVisible(): number {
    return Math.min(this.#delayed.firstKey, this.flight.firstKey);
  }

  /** The messages that are not of noisy groups. */
  get quiet(): QuietCounts {
    const counts = { noisyGroups: 0, visible: this.visible, inFlight: this.inFlight, delayed: this.delayed };
    for (const { visible, delayed, busy } of this.#fairness?.noisy(this.#now) ?? []) {
      counts.noisyGroups++;
      counts.visible -= visible;
      counts.inFlight -= busy.level;
      counts.delayed -= delayed;
    }
    return counts;
  }

  add(message: StoredMessage, now: number, delay: number): void {
    this.#now = now;
    const groupId = message.envelope?.groupId;
    if (groupId !== undefined) {
      this.#fairness ??= new Fairness(this.#model.fairnessWindow, now, this.inFlight, (one) =>
        this.#expired(one),
      );
      const tenant = this.#fairness.tenant(groupId, now);
      tenant.lastSent = now;
      if (delay > 0) tenant.delayed++;
    }
    if (delay === 0) this.#queueUp(message);
    else this.#delayed.add(message, now + delay);
  }

  advance(now: number): void {
    this.#now = now;
    const delayed = this.#delayed;
    const { flight } = this;
    while (delayed.firstKey <= now || flight.firstKey <= now) {
      if (delayed.firstKey <= flight.firstKey) {
        const message = delayed.shift()!;
        const tenant = this.#tenantOf(message);
        if (tenant) tenant.delayed--;
        this.#queueUp(message);
      } else {
        const at = flight.firstKey;
        const message = flight.shift()!;
        this.#fairness?.flight(this.#tenantOf(message), -1, at);
        this.show(message);
      }
    }
  }

  poll(short: boolean): void {
    const { hosts, sampledHosts } = this.#model;
    this.#asked = short ? Math.min(sampledHosts, hosts) : hosts;
    if (this.#asked < hosts && this.visible > 0) this.#sample();
  }

  /** Chooses the hosts to ask: a host's weight is 1 and one more for each message on it. */
  #sample(): void {
    const hosts = this.#hosts;
    const random = this.#chances('short polls');
    let total = hosts.length;
    for (const host of hosts) total += host.size;
    for (let chosen = 0; chosen < this.#asked; chosen++) {
      let at = chosen;
      let left = random.next() * total - (1 + hosts[at]!.size);
      while (left >= 0 && at < hosts.length - 1) left -= 1 + hosts[++at]!.size;
      const host = hosts[at]!;
      hosts[at] = hosts[chosen]!;
      hosts[chosen] = host;
      total -= 1 + host.size;
    }
  }

  take(): StoredMessage | undefined {
    const { outOfOrderProbability } = this.#model;
    const anywhere = outOfOrderProbability > 0 && this.#chances('order').bernoulli(outOfOrderProbability);
    const fairness = this.#fairness;
    if (fairness === undefined) return this.#takeFromHosts(anywhere);
    this.#bringBack(fairness);
    for (
      let message = this.#takeFromHosts(anywhere);
      message !== undefined;
      message = this.#takeFromHosts(anywhere)
    ) {
      const tenant = this.#tenantOf(message);
      if (tenant === undefined) return message;
      if (!fairness.isNoisy(tenant, this.#now)) {
        tenant.visible--;
        return message;
      }
      tenant.aside.add(message);
    }
    const tenant = fairness.next();
    if (tenant === undefined) return undefined;
    tenant.visible--;
    return tenant.aside.shift();
  }

  /** Whatever stands aside of groups that have turned quiet goes back to its hosts, in its old turn. */
  #bringBack(fairness: Fairness): void {
    for (const tenant of fairness.setAside()) {
      if (fairness.isNoisy(tenant, this.#now)) continue;
      for (let message = tenant.aside.shift(); message !== undefined; message = tenant.aside.shift())
        this.#hostOf(message).add(message);
      fairness.broughtBack(tenant);
    }
  }

  #takeFromHosts(anywhere: boolean): StoredMessage | undefined {
    if (anywhere) {
      const some = this.#hosts.slice(0, this.#asked).filter((host) => host.size > 0);
      return some.length > 0 ? this.#chances('order').choice(some).shift() : undefined;
    }
    let first: Host | undefined;
    for (let i = 0; i < this.#asked; i++) {
      const host = this.#hosts[i]!;
      if (first === undefined ? host.size > 0 : host.firstOrder < first.firstOrder) first = host;
    }
    return first?.shift();
  }

  settle(): void {}

  override hide(message: StoredMessage, deadline: number): void {
    super.hide(message, deadline);
    this.#fairness?.flight(this.#tenantOf(message), 1, this.#now);
  }

  /** At its old turn, or at the back if it was received too often. */
  show(message: StoredMessage): void {
    // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
    if (message.receivesHere >= sqsLimits.receivesBeforeBack.default) this.#queueUp(message);
    else this.#enter(message);
  }

  drop(message: StoredMessage): void {
    this.release(message);
    const tenant = this.#tenantOf(message);
    if (this.flight.remove(message)) {
      this.#fairness?.flight(tenant, -1, this.#now);
      return;
    }
    if (tenant) tenant.visible--;
    if (!tenant?.aside.remove(message)) this.#hostOf(message).remove(message);
  }

  expireBefore(message: StoredMessage, cutoff: number): void {
    this.#hostOf(message).expireFirst(cutoff);
    this.#tenantOf(message)?.aside.expireFirst(cutoff);
  }

  expire(cutoff: number): void {
    for (const host of this.#hosts) host.expireAll(cutoff);
    for (const { aside } of this.#fairness?.setAside() ?? []) aside.expireAll(cutoff);
  }

  override clear(): void {
    super.clear();
    for (const host of this.#hosts) host.clear();
    this.#delayed.clear();
    this.#fairness = undefined;
  }

  /** When the oldest message came in. Ignores messages received three times or more, and optionally those of noisy groups. */
  oldest(quietOnly = false): number | undefined {
    const noisy = new Set(quietOnly ? this.#fairness?.noisy(this.#now).map(({ id }) => id) : []);
    const counts = (message: StoredMessage) =>
      message.receivesHere < sqsLimits.receivesBeforeBack.default &&
      (noisy.size === 0 || !noisy.has(message.envelope?.groupId ?? ''));
    let oldest = Infinity;
    for (const host of this.#hosts) oldest = Math.min(oldest, host.oldest(counts));
    for (const { aside } of this.#fairness?.setAside() ?? []) oldest = Math.min(oldest, aside.oldest(counts));
    for (const hidden of [this.#delayed, this.flight]) {
      for (const message of hidden.members) if (counts(message)) oldest = Math.min(oldest, message.entered);
    }
    return oldest === Infinity ? undefined : oldest;
  }

  #queueUp(message: StoredMessage): void {
    message.order = this.#nextOrder++;
    this.#enter(message);
  }

  #enter(message: StoredMessage): void {
    if (this.#fairness !== undefined) {
      const tenant = this.#tenantOf(message);
      if (tenant) {
        // None of its messages waited: it had turned quiet, though nobody looked.
        if (tenant.visible === 0) tenant.noisy = false;
        tenant.visible++;
      }
    }
    this.#hostOf(message).add(message);
  }

  #expired(message: StoredMessage): void {
    this.release(message);
    const tenant = this.#tenantOf(message);
    if (tenant) tenant.visible--;
  }

  #tenantOf({ envelope }: StoredMessage): Tenant | undefined {
    const groupId = envelope?.groupId;
    return groupId === undefined ? undefined : this.#fairness?.tenant(groupId, this.#now);
  }

  #hostOf(message: StoredMessage): Host {
    return this.#byIndex[
      this.#byIndex.length === 1 ? 0 : mix(message.number ^ this.#salt) % this.#byIndex.length
    ]!;
  }
}
