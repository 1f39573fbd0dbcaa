/** Your turn: when an appliance dies, all connections shall go on soon. */
export const settings = {
  // What becomes of its flows: 'no_rebalance' | 'rebalance'
  failover: 'rebalance' as 'no_rebalance' | 'rebalance',
  // Whether both ends of its flows are told, by a TCP reset.
  reset: false as boolean,
  // Seconds between two health checks: 5 to 300.
  interval: 30,
};
