/**
 * One limit, default or range of a service, as data: the service enforces it, and the course's tables print it.
 */
export interface Limit {
  /** What it limits, in AWS's words: 'Visibility timeout'. */
  name: string;
  /** What applies where nothing is set; absent where there is no default. */
  default?: number;
  /** The least allowed. */
  min?: number;
  /** The most allowed; absent where AWS sets no bound. */
  max?: number;
  /** What its numbers count: 'seconds', 'bytes', 'characters', 'messages per second'. */
  unit: string;
  /** Its code in Service Quotas, where AWS lists it there: 'L-06D2D9B5'. */
  code?: string;
  /** Whether AWS raises it on request. */
  adjustable: boolean;
  /** The page of AWS's documentation that says so. */
  source: string;
}

/** Whether a value is a whole number within a limit. */
export function within(limit: Limit, value: number): boolean {
  return Number.isInteger(value) && value >= (limit.min ?? -Infinity) && value <= (limit.max ?? Infinity);
}
