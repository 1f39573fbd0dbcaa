/**
 * How the mapping makes batches. Up to 10,000 messages a batch; a window above ten messages; up to 300 seconds.
 * Nobody may wait longer than a minute for a message to be worked on.
 */
export const batches = {
  batchSize: 1000,
  maximumBatchingWindowInSeconds: 30,
};
