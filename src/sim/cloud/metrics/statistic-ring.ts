import { PAGE_LENGTH, StatisticPage } from './statistic-page.ts';
import type { StatisticSet, Tally } from './statistic-set.ts';

/**
 * Statistic sets by period, for as long back as a retention tier asks: a ring of pages, each made when a datapoint
 * first falls in it. A page of a later round replaces the one in its place, which is rolled up into the next coarser
 * ring: every datapoint is in one ring, and memory has a bound.
 */
export class StatisticRing {
  /** Length of a period, in seconds. */
  readonly period: number;
  readonly #pages: (StatisticPage | undefined)[];
  readonly #coarser: StatisticRing | undefined;

  /** `span`: seconds that have to fit between the oldest datapoint wanted and the newest. */
  constructor(period: number, span: number, coarser?: StatisticRing) {
    this.period = period;
    this.#coarser = coarser;
    this.#pages = new Array(Math.ceil(span / (period * PAGE_LENGTH)) + 1).fill(undefined);
  }

  /** Adds a set to the period in which `time`, in seconds since 1970, lies. A time that is too old goes to the coarser ring. */
  merge(time: number, set: StatisticSet): void {
    const slot = Math.floor(time / this.period);
    const number = Math.floor(slot / PAGE_LENGTH);
    const place = number % this.#pages.length;
    let page = this.#pages[place];
    if (page !== undefined && page.number > number) {
      this.#coarser?.merge(time, set);
      return;
    }
    if (page === undefined || page.number < number) {
      if (page !== undefined) this.#rollUp(page);
      page = this.#pages[place] = new StatisticPage(number);
    }
    page.merge(slot - number * PAGE_LENGTH, set);
  }

  /** Adds to a tally the periods that begin from `start` on and before `end`, in seconds since 1970. */
  collect(start: number, end: number, tally: Tally): void {
    let slot = Math.ceil(start / this.period);
    const last = Math.ceil(end / this.period);
    while (slot < last) {
      const number = Math.floor(slot / PAGE_LENGTH);
      const base = number * PAGE_LENGTH;
      const page = this.#pages[number % this.#pages.length];
      if (page?.number === number) page.collect(slot - base, Math.min(last - base, PAGE_LENGTH), tally);
      slot = base + PAGE_LENGTH;
    }
  }

  /** Bytes of its pages' columns. */
  get bytes(): number {
    return this.#pages.reduce((sum, page) => sum + (page?.bytes ?? 0), 0);
  }

  #rollUp(page: StatisticPage): void {
    const first = page.number * PAGE_LENGTH;
    page.each((index, set) => this.#coarser?.merge((first + index) * this.period, set));
  }
}
