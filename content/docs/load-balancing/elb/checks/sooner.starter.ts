/** How the targets are checked, in seconds and failures in a row. */
export interface Check {
  interval: number;
  timeout: number;
  unhealthyThreshold: number;
}

// A target that hangs shall be out of service within 30 seconds. But slow
// answers, of up to four seconds, shall take nobody out. Your turn.
export const healthCheck: Check = {
  interval: 30,
  timeout: 3,
  unhealthyThreshold: 2,
};
