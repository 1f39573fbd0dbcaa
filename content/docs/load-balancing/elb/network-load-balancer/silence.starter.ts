/** Your turn: a client that is told of orders, some of them an hour apart. */
export const settings = {
  // Seconds between two small messages of the client; Infinity: it sends none.
  ping: Infinity,
  // Seconds after which the balancer forgets a silent flow: 60 to 6,000.
  idleTimeout: 350,
};
