/** What AWS charges for one thing, as data. */
export interface Price {
  /** The service, as a bill names it: 'Amazon SQS'. */
  service: string;
  /** What is counted: 'requests to standard queues'. */
  item: string;
  /** The unit of what is counted: 'requests'. */
  unit: string;
  /** The tiers of a month's quantity, in order; the last has no `upTo`. `usd` buys `per` units. */
  tiers: readonly { upTo?: number; usd: number; per: number }[];
  /** What is free in each month, where something is; prices with the same `pool` share it. */
  free?: { pool: string; quantity: number };
  /** The Region whose price it is. */
  region: string;
  /** When the price was looked up, ISO date. */
  asOf: string;
  /** The page it stands on. */
  source: string;
}

/** What a month's quantity costs in US dollars, the free part not taken off. */
export function costOf(price: Price, quantity: number): number {
  let usd = 0;
  let from = 0;
  for (const tier of price.tiers) {
    const upTo = Math.min(quantity, tier.upTo ?? Infinity);
    usd += ((upTo - from) / tier.per) * tier.usd;
    from = upTo;
  }
  return usd;
}
