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

/** A use that lasts: an instance that runs, a gigabyte that is kept. Counted at so many units a second until it stops. */
export interface Lasting {
  /** Ends it. Does nothing where it has ended. */
  stop(): void;
}

interface Open {
  readonly since: number;
  readonly rate: number;
  readonly minimum: number;
}

/** Counts what is used of one priced thing, by calendar month (UTC), as AWS bills it. */
export class Usage {
  /** What it costs. */
  readonly price: Price;
  readonly #simulation: Simulation;
  readonly #past = new Map<string, number>();
  readonly #open = new Set<Open>();
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

  /**
   * Counts from now on until it is stopped. Each start counts for itself.
   *
   * @param rate units a second: 1 for a price by the second, 1 / 3600 for one by the hour
   * @param minimum seconds that count at least: 60 for an instance on demand
   */
  start(rate: number, minimum = 0): Lasting {
    const { nowMicros: since } = this.#simulation;
    const open = { since, rate, minimum };
    this.#open.add(open);
    return {
      stop: () => {
        if (!this.#open.delete(open)) return;
        for (const [month, quantity] of this.#spread(open))
          this.#past.set(month, (this.#past.get(month) ?? 0) + quantity);
      },
    };
  }

  /** What was used since the run began. */
  get quantity(): number {
    let sum = 0;
    for (const quantity of this.months.values()) sum += quantity;
    return sum;
  }

  /** What was used in each month, by `YYYY-MM`. */
  get months(): Map<string, number> {
    const months = new Map(this.#past);
    const add = (month: string, quantity: number) => months.set(month, (months.get(month) ?? 0) + quantity);
    if (this.#quantity > 0) add(this.#month, this.#quantity);
    for (const open of this.#open) for (const [month, quantity] of this.#spread(open)) add(month, quantity);
    return months;
  }

  /** What a lasting use amounts to now, by month. What the minimum adds counts where the use began. */
  #spread({ since, rate, minimum }: Open): [month: string, quantity: number][] {
    const { epochMillis, nowMicros } = this.#simulation;
    const began = epochMillis - Math.floor((nowMicros - since) / 1000);
    const found: [string, number][] = [];
    let left = Math.max(minimum, (nowMicros - since) / 1e6);
    for (let date = new Date(began); ;) {
      const end = Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
      const seconds = Math.min(left, (end - date.getTime()) / 1000);
      found.push([date.toISOString().slice(0, 7), seconds * rate]);
      left -= seconds;
      if (left <= 0) return found;
      date = new Date(end);
    }
  }

  #turn(): void {
    if (this.#quantity > 0) this.#past.set(this.#month, (this.#past.get(this.#month) ?? 0) + this.#quantity);
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
