/** The ends are told soon, and connect anew. */
export const settings = {
  // What becomes of its flows: 'no_rebalance' | 'rebalance'
  failover: 'no_rebalance' as 'no_rebalance' | 'rebalance',
  // Whether both ends of its flows are told, by a TCP reset.
  reset: true as boolean,
  // Seconds between two health checks: 5 to 300.
  interval: 5,
};
