import type { Simulation } from '../kernel/index.ts';
import { costOf, type Price } from './price.ts';

/** A line of the bill; `table` takes a list of them as it is. */
export interface BillLine {
  /** The service, as AWS calls it: `Amazon SQS`. */
  service: string;
  /** What is paid for: `requests to standard queues`. */
  item: string;
  /** How much of it was used. */
  quantity: number;
  /** What the quantity counts: `requests`. */
  unit: string;
  /** What it costs, in US dollars. */
  usd: number;
}

/** How a bill is drawn up. */
export interface BillOptions {
  /** Takes off what is free in each month. Default false: what it would cost in an account that has used its free part up. */
  freeTier?: boolean;
}

/** Counts what is used of one priced thing, by calendar month (UTC), as AWS bills it. */
export class Usage {
  /** What it costs. */
  readonly price: Price;
  readonly #simulation: Simulation;
  readonly #past = new Map<string, number>();
  #month = '';
  #monthEnd = -1;
  #quantity = 0;

  /** Made by `Meter.usage`. */
  constructor(simulation: Simulation, price: Price) {
    this.#simulation = simulation;
    this.price = price;
  }

  /** Counts that many units at this instant. */
  add(quantity: number): void {
    if (this.#simulation.nowMicros >= this.#monthEnd) this.#turn();
    this.#quantity += quantity;
  }

  /** What was used since the run began. */
  get quantity(): number {
    let sum = this.#quantity;
    for (const quantity of this.#past.values()) sum += quantity;
    return sum;
  }

  /** What was used in each month, by `YYYY-MM`. */
  get months(): Map<string, number> {
    return this.#quantity > 0 ? new Map(this.#past).set(this.#month, this.#quantity) : new Map(this.#past);
  }

  #turn(): void {
    if (this.#quantity > 0) this.#past.set(this.#month, this.#quantity);
    const { epochMillis, nowMicros } = this.#simulation;
    const date = new Date(epochMillis);
    this.#month = date.toISOString().slice(0, 7);
    this.#monthEnd =
      nowMicros + (Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1) - epochMillis) * 1000;
    this.#quantity = 0;
  }
}

/**
 * Adds up what a run would cost. Services count usage as they are called; prices are data beside each service,
 * those of us-east-1, applied in every Region.
 */
export class Meter {
  readonly #simulation: Simulation;
  readonly #usages = new Map<Price, Usage>();

  /** Made by `Cloud`. */
  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** The counter of one priced thing, made at its first use. */
  usage(price: Price): Usage {
    let usage = this.#usages.get(price);
    if (!usage) this.#usages.set(price, (usage = new Usage(this.#simulation, price)));
    return usage;
  }

  /** What was used and what it costs, line by line. */
  bill({ freeTier = false }: BillOptions = {}): BillLine[] {
    const left = new Map<string, number>();
    return [...this.#usages.values()].map(({ price, quantity, months }) => {
      let usd = 0;
      for (const [month, used] of months) {
        let billed = used;
        if (freeTier && price.free) {
          const pool = `${price.free.pool} ${month}`;
          const free = left.get(pool) ?? price.free.quantity;
          billed = Math.max(0, used - free);
          left.set(pool, free - (used - billed));
        }
        usd += costOf(price, billed);
      }
      return { service: price.service, item: price.item, quantity, unit: price.unit, usd };
    });
  }

  /** What it all costs, in US dollars. */
  cost(options?: BillOptions): number {
    return this.bill(options).reduce((sum, { usd }) => sum + usd, 0);
  }
}
