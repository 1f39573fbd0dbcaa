/** How a reader gets its records. */
export interface Way {
  /** Whether the stream pushes to it, for a price, or it polls. */
  readonly fanOut: boolean;
  /** Seconds between two polls. */
  readonly every: number;
}

/**
 * Six readers of one shard. `fraud` has to have each payment within 0.2 s;
 * for all others half a minute is soon enough.
 */
export const ways: Record<string, Way> = {
  fraud: { fanOut: false, every: 0.2 },
  counter: { fanOut: false, every: 0.2 },
  archive: { fanOut: false, every: 0.2 },
  search: { fanOut: false, every: 0.2 },
  billing: { fanOut: false, every: 0.2 },
  reports: { fanOut: false, every: 0.2 },
};
