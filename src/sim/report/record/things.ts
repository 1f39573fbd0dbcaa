import type { Look } from '../scene.ts';
import { Recorder, type Recorded, type RecordOptions, type Seen, type Stage } from './recorder.ts';

/** What `recordThings` is told besides. */
export interface ThingsOptions extends RecordOptions {
  /** What states mean. Default: they serve. */
  states?: Readonly<Record<string, Look>>;
  /** What a load is, and which one fills a tile. Default: percent. */
  load?: { name: string; unit?: string; full: number };
  /** Numbers that hold, by name, such as `minimum`, `desired` and `maximum`. */
  lines?: () => Readonly<Record<string, number>>;
}

/**
 * Records whatever a function finds, from now on, for `playback`: workers of a pool, tasks, shards. Throws RangeError for
 * times that are not above 0.
 *
 * @param things what stands there, asked now and then
 */
export function recordThings(
  cloud: Stage,
  things: () => readonly Seen[],
  options: ThingsOptions = {},
): Recorded {
  const { states = {}, load, lines } = options;
  return new Recorder(
    cloud,
    {
      kind: 'fleet',
      load: { name: 'load', unit: load ? '' : '%', full: 100, ...load },
      lookOf: (state) => states[state] ?? 'serves',
      things,
      ...(lines && { lines }),
    },
    options,
  );
}
