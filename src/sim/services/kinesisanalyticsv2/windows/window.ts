/** A stretch of event time: from `start` up to, not including, `end`. Milliseconds of the Unix epoch. */
export interface Window {
  readonly start: number;
  readonly end: number;
}

/** Which windows a record of some event time falls into. */
export interface WindowAssigner {
  readonly windows: (time: number) => readonly Window[];
  /** Whether windows that overlap become one: sessions. */
  readonly merges: boolean;
}

/** Windows one after the other. They begin at multiples of their size since the epoch, not when the job begins. */
export const tumbling = (size: number): WindowAssigner => sliding(size, size);

/** Windows of a size that begin every `slide`: a record is in several. */
export function sliding(size: number, slide: number): WindowAssigner {
  requirePositive(size);
  requirePositive(slide);
  return {
    merges: false,
    windows(time) {
      const windows: Window[] = [];
      const last = time - modulo(time, slide);
      for (let start = last; start > time - size; start -= slide) windows.push({ start, end: start + size });
      return windows;
    },
  };
}

/** A window that lasts until nothing came for a gap. */
export function session(gap: number): WindowAssigner {
  requirePositive(gap);
  return { merges: true, windows: (time) => [{ start: time, end: time + gap }] };
}

const modulo = (value: number, by: number): number => ((value % by) + by) % by;

function requirePositive(value: number): void {
  if (!(value > 0)) throw new RangeError(`A window's times are positive, not ${value} ms.`);
}
