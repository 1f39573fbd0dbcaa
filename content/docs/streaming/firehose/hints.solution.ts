/**
 * The buffer before the bucket. A record has to lie in the bucket two minutes
 * after it was put, and there shall be as few objects as that allows.
 */
export const bufferingHints = { sizeInMBs: 64, intervalInSeconds: 120 };
