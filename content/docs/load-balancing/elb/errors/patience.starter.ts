/** Your turn: who waits how long? In seconds. */
export const settings = {
  // The balancer: for an answer, and with a connection that idles.
  balancerIdleTimeout: 60,
  // The server: with a connection that idles.
  serverKeepAlive: 20,
};
