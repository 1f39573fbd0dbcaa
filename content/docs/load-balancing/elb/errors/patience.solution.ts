/** Who waits how long, in seconds. */
export const settings = {
  // Longer than the longest report.
  balancerIdleTimeout: 120,
  // Longer than the balancer, so that it is never the first to hang up.
  serverKeepAlive: 130,
};
