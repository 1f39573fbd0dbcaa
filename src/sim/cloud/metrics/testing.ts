/* What tests of metrics and alarms share. */

/** 2026-01-01T00:00:00Z, in seconds since 1970. */
export const T0 = Date.UTC(2026, 0, 1) / 1000;

/** The time of day, as `HH:MM:SS` in UTC, of that date, in seconds since 1970. */
export function at(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.split(':').map(Number);
  return T0 + hours * 3600 + minutes * 60 + seconds;
}
