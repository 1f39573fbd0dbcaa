import type { WarmPool as Settings } from './plan/warm-pool.ts';

/** A group's warm pool. */
export interface WarmPool extends Settings {
  /** Whether it is being deleted. */
  deleting: boolean;
}
