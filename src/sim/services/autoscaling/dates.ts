/** Seconds since 1970 as a date. */
export function dateAt(seconds: number): Date {
  return new Date(Math.round(seconds * 1000));
}
