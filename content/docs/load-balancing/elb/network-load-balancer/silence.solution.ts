/** A client that is told of orders, some of them an hour apart. */
export const settings = {
  // Sooner than the balancer forgets, and no more often than it must.
  ping: 300,
  // Seconds after which the balancer forgets a silent flow: 60 to 6,000.
  idleTimeout: 350,
};
