import { Tank } from '../../cloud/tank.ts';
import { snsError } from './errors.ts';
import { snsLimits } from './limits.ts';

/** What a publish was answered. */
export interface Accepted {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/**
 * What a FIFO topic remembers: the deduplication ids of the last five minutes, and how fast it was published to.
 * https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html
 */
export class FifoMemory {
  /** In the order of their publishing, so that the first is the first to go. */
  readonly #accepted = new Map<string, Accepted & { at: number }>();
  readonly #rate = tankOf(snsLimits.fifoTopicRate.max);
  readonly #groups = new Map<string, Tank>();
  #published = 0;

  /** The publish that this one repeats, if it repeats one. `group` where ids count within a group. */
  find(id: string, group: string | undefined, now: number): Accepted | undefined {
    for (const [key, { at }] of this.#accepted) {
      if (at + snsLimits.deduplication.default > now) break;
      this.#accepted.delete(key);
    }
    return this.#accepted.get(keyOf(id, group));
  }

  /** Remembers a publish. */
  add(id: string, group: string | undefined, accepted: Accepted, now: number): void {
    this.#accepted.set(keyOf(id, group), { ...accepted, at: now });
  }

  /** The next sequence number: twenty digits that grow. */
  sequenceNumber(): string {
    return `1${String(++this.#published).padStart(16, '0')}000`;
  }

  /** Lets a publish pass, or throws Throttled. `byGroup`: the topic has no rate of its own. */
  throttle(group: string, byGroup: boolean, now: number): void {
    let own = this.#groups.get(group);
    if (!own) this.#groups.set(group, (own = tankOf(snsLimits.fifoGroupRate.max)));
    if (takes(own, now) && (byGroup || takes(this.#rate, now))) return;
    throw snsError('ThrottledException', 'Rate exceeded');
  }
}

/** What holds a second's messages, and is full at first. */
const tankOf = (rate: number) => new Tank(rate, rate, 0);

function takes(tank: Tank, now: number): boolean {
  const held = tank.holds(1, now);
  if (held) tank.take(1, now);
  return held;
}

// No id holds a space.
const keyOf = (id: string, group: string | undefined) => (group === undefined ? id : `${group} ${id}`);
