/** How the targets are checked, in seconds and failures in a row. */
export interface Check {
  interval: number;
  timeout: number;
  unhealthyThreshold: number;
}

// Two failures, ten seconds apart, and a timeout that a slow answer stays
// within: 2 × 10 + 5 seconds at most.
export const healthCheck: Check = {
  interval: 10,
  timeout: 5,
  unhealthyThreshold: 2,
};
