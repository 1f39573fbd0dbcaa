/**
 * A target as one node sees it. A node shares nothing with the other nodes: what they sent to the same target, it does
 * not count. Whoever routes raises `outstanding` when a request is sent and lowers it when that has ended.
 */
export interface TargetView {
  readonly id: string;
  readonly zone: string;
  /** Requests that this node has sent and that have not ended. */
  outstanding: number;
  /** Its share of traffic, of the full share 1: less in slow start, and where an anomaly is mitigated. */
  weight: number;
  /** What round robin owes it, of one request. */
  credit: number;
}

/** A target that has nothing under way. */
export function targetView(id: string, zone = ''): TargetView {
  return { id, zone, outstanding: 0, weight: 1, credit: 0 };
}

/** Chooses one of the eligible targets for a request. Undefined where there is none. */
export interface RoutingAlgorithm {
  choose<T extends TargetView>(targets: readonly T[]): T | undefined;
}
