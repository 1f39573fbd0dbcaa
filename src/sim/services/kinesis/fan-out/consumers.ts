import type { AwsError } from '../../../cloud/index.ts';
import type { Lifecycle } from '../../../cloud/lifecycle.ts';
import { inUse, limitExceeded, notFound } from '../errors.ts';
import { kinesisLimits as limits } from '../limits.ts';
import type { ConsumerStatus } from '../schema.ts';
import type { FanOut } from './fan-out.ts';

/** A consumer registered with a stream. */
export interface Consumer {
  readonly name: string;
  readonly arn: string;
  readonly created: Date;
  readonly lifecycle: Lifecycle<ConsumerStatus>;
  readonly fanOut: FanOut;
  tags: ReadonlyMap<string, string>;
}

/** Who reads a stream with enhanced fan-out. */
export class Consumers {
  readonly #most: number;
  readonly #all = new Map<string, Consumer>();

  /** @param most 20, or 50 with on-demand Advantage */
  constructor(most: number = limits.consumers.max) {
    this.#most = most;
  }

  get size(): number {
    return this.#all.size;
  }

  list(): Consumer[] {
    return [...this.#all.values()];
  }

  /** Throws where one of that name can't be registered now. */
  check(name: string, account: string): void {
    if (this.#all.has(name)) throw inUse(`Consumer ${name} under account ${account} already exists.`);
    if (this.size >= this.#most) throw limitExceeded(`A stream has ${this.#most} consumers at most.`);
    const creating = this.list().filter(({ lifecycle }) => lifecycle.is('CREATING')).length;
    if (creating >= limits.consumersCreating.max)
      throw limitExceeded(`${limits.consumersCreating.max} consumers of a stream can be CREATING at once.`);
  }

  add(consumer: Consumer): void {
    this.#all.set(consumer.name, consumer);
  }

  remove({ name }: Consumer): void {
    this.#all.delete(name);
  }

  /** By name or ARN. */
  get(nameOrArn: string): Consumer {
    const found = this.#all.get(nameOrArn) ?? this.list().find((consumer) => consumer.arn === nameOrArn);
    if (!found) throw missing(nameOrArn);
    return found;
  }
}

const missing = (name: string): AwsError => notFound(`Consumer ${name} not found.`);
