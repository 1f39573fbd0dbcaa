/**
 * Time is given in seconds and kept in integer microseconds: sums of periods and timeouts then meet
 * exactly, which they would not in floating-point seconds (0.1 + 0.2 is not 0.3).
 */

const MICROS = 1_000_000;

/** Milliseconds, as seconds. */
export const ms = (n: number): number => n / 1000;
/** Seconds: says the unit where a bare number would not. */
export const seconds = (n: number): number => n;
/** Minutes, as seconds. */
export const minutes = (n: number): number => n * 60;
/** Hours, as seconds. */
export const hours = (n: number): number => n * 3600;
/** Days, as seconds. */
export const days = (n: number): number => n * 86_400;

/** Seconds to the nearest microsecond. Throws RangeError for what is no duration. */
export function toMicros(duration: number): number {
  // Not Math.round, which takes five times as long: there is no other arithmetic in scheduling an event.
  const micros = typeof duration === 'number' ? Math.floor(duration * MICROS + 0.5) : NaN;
  if (!(micros >= 0 && micros <= Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(
      `A duration is a number of seconds from 0 up; this one is ${typeof duration === 'string' ? 'the text ' : ''}${String(duration)}.`,
    );
  }
  return micros;
}

/** Microseconds as seconds. */
export const fromMicros = (micros: number): number => micros / MICROS;
