import type { Connection } from './connection.ts';

/** What DNS answers. */
export interface DnsAnswer {
  /** None: the name does not exist, or has no address. */
  readonly addresses: readonly string[];
  /** Seconds for which the answer holds. */
  readonly ttl: number;
  /** Of a load balancer: what a Route 53 alias with Evaluate Target Health takes over. Default: whether there are addresses. */
  readonly healthy?: boolean;
}

/** Passes connections on without looking into them: each goes to one target for life. */
export interface Relay {
  /** Where it stands, as faults name places. */
  readonly place: string;
  /** Whether what comes from a place gets through to it. Default: yes. */
  admits?(from: string): 'open' | 'dropped' | 'refused';
  /** A client wants to connect: where it goes. */
  open(from: string): Passage | 'refused' | 'dropped';
}

/** One connection through a relay. */
export interface Passage {
  /** The address that it leads to. */
  readonly to: string;
  /** Who its target sees: the client, or the relay. */
  readonly from: string;
  /** The target has taken it. */
  opened(connection: Connection): void;
  /** A packet of the client's; false where the relay no longer knows the flow, which is answered with a reset. */
  packet(): boolean;
  /** Breaks it: both ends learn of it. */
  reset(): void;
  /** It is over, or has never come to be. */
  closed(): void;
}
