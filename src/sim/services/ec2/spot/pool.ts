import type { RandomStream, Simulation, Timer } from '../../../kernel/index.ts';
import { ec2Error } from '../errors.ts';
import { log } from '../../../kernel/math.ts';
import {
  interrupt,
  type InterruptionBehavior,
  type InterruptionOptions,
  type Warned,
} from './interruption.ts';
import type { PricePath } from './price-path.ts';

/** What a pool is like. */
export interface SpotPoolOptions extends InterruptionOptions {
  readonly price: PricePath;
  /** How many instances fit. Default: no limit. */
  readonly capacity?: number;
  /** The share of instances that are interrupted within a month, as the Spot Instance Advisor shows it. Default 0.05. */
  readonly monthlyInterruptions?: number;
}

/** What a Spot Instance asks for. */
export interface SpotRequest extends Warned {
  /** The most to pay, USD an hour. Default: no limit, and so the On-Demand price. */
  readonly maxPrice?: number;
  /** Default `terminate`. */
  readonly behavior?: InterruptionBehavior;
}

/** A Spot Instance, as its pool sees it. */
export interface SpotInstance {
  readonly launchedAt: number;
  /** It ends, by its owner's wish or after the interruption: its capacity is free. */
  release(): void;
  /** Whether it was told that it will be interrupted. */
  readonly interrupting: boolean;
}

const MONTH = 730 * 3600;

/**
 * A Spot capacity pool: one instance type in one zone. It takes instances back one by one, at random; when its capacity
 * shrinks, as many as are too many; and those whose maximum price is passed.
 */
export class SpotPool {
  /** Its price, now and later. */
  readonly price: PricePath;
  readonly #clock: Simulation;
  readonly #random: RandomStream;
  readonly #options: SpotPoolOptions;
  /** Seconds after which an instance is taken back, in the mean. */
  readonly #lifetime: number;
  readonly #members = new Set<Member>();
  #capacity: number;
  #interrupting = 0;

  /** It is empty. */
  constructor(clock: Simulation, random: RandomStream, options: SpotPoolOptions) {
    const { price, capacity = Infinity, monthlyInterruptions = 0.05 } = options;
    if (!(monthlyInterruptions >= 0 && monthlyInterruptions < 1)) {
      throw new RangeError(`monthlyInterruptions must be from 0 to below 1, not ${monthlyInterruptions}`);
    }
    this.price = price;
    this.#clock = clock;
    this.#random = random;
    this.#options = options;
    this.#capacity = capacity;
    this.#lifetime = monthlyInterruptions > 0 ? MONTH / -log(1 - monthlyInterruptions) : Infinity;
  }

  /** Instances that hold capacity. */
  get running(): number {
    return this.#members.size;
  }

  /** How many more fit. */
  get spare(): number {
    return Math.max(this.#capacity - this.#members.size, 0);
  }

  /** How many instances fit. */
  get capacity(): number {
    return this.#capacity;
  }

  /** What is too many then is interrupted: whose, AWS does not say; here, at random. */
  set capacity(capacity: number) {
    this.#capacity = capacity;
    let excess = this.#members.size - this.#interrupting - capacity;
    if (excess <= 0) return;
    const candidates = [...this.#members].filter(({ interrupting }) => !interrupting);
    for (; excess > 0; excess--) {
      const index = Math.floor(this.#random.next() * candidates.length);
      const [member] = candidates.splice(index, 1);
      if (member) this.#interrupt(member);
    }
  }

  /** @throws AwsError where there is no capacity, or the maximum price is too low */
  launch(request: SpotRequest): SpotInstance {
    const price = this.price.at(this.#clock.now);
    const { maxPrice = Infinity } = request;
    if (maxPrice < price) {
      throw ec2Error(
        'SpotMaxPriceTooLow',
        `Your Spot request price of ${maxPrice} is lower than the minimum required Spot request fulfillment price of ${price}.`,
      );
    }
    if (this.spare < 1) {
      throw ec2Error(
        'InsufficientInstanceCapacity',
        'There is no Spot capacity available that matches your request.',
      );
    }
    const member = new Member(request, this.#clock.now, (ended) => this.#release(ended));
    this.#members.add(member);
    if (this.#lifetime < Infinity) {
      const lifetime = this.#random.exponential(this.#lifetime);
      member.fate = this.#clock.timer(lifetime, () => this.#interrupt(member));
    }
    if (maxPrice < Infinity) this.#watchPrice(member, maxPrice);
    return member;
  }

  /** Begins to take one back. */
  #interrupt(member: Member): void {
    if (member.interrupting) return;
    member.interrupting = true;
    this.#interrupting++;
    const { request } = member;
    const { behavior = 'terminate' } = request;
    const warned: Warned = {
      ...request,
      onInterruption: (action) => {
        this.#release(member);
        request.onInterruption(action);
      },
    };
    member.callOff = interrupt(this.#clock, this.#random, behavior, warned, this.#options);
  }

  #watchPrice(member: Member, maxPrice: number): void {
    const { now } = this.#clock;
    const delay = this.price.nextChange(now) - now;
    member.watch = this.#clock.timer(delay, () => {
      if (this.price.at(this.#clock.now) > maxPrice) this.#interrupt(member);
      else this.#watchPrice(member, maxPrice);
    });
  }

  #release(member: Member): void {
    if (!this.#members.delete(member)) return;
    if (member.interrupting) this.#interrupting--;
    member.fate?.cancel();
    member.watch?.cancel();
    member.callOff?.();
  }
}

class Member implements SpotInstance {
  readonly request: SpotRequest;
  readonly launchedAt: number;
  readonly #release: (member: Member) => void;
  interrupting = false;
  fate: Timer | undefined;
  watch: Timer | undefined;
  callOff: (() => void) | undefined;

  constructor(request: SpotRequest, launchedAt: number, release: (member: Member) => void) {
    this.request = request;
    this.launchedAt = launchedAt;
    this.#release = release;
  }

  release(): void {
    this.#release(this);
  }
}
