import { keep, kept } from './store.ts';

/** Under which name it is kept, and in which shape. */
const NAME = 'progress';
const VERSION = 1;

/** The exercises that the reader has passed, by their ids, and the day on which each was first: `2026-11-26`. */
export type Passed = Record<string, string>;

/** A file or what this browser kept is no progress of this course; the message is for the reader. */
export class ProgressError extends Error {
  override name = 'ProgressError';
}

/** What this browser knows of. */
export function passedExercises(): Passed {
  try {
    return parseProgress(kept(NAME) ?? formatProgress({}));
  } catch {
    // Of a newer version, or spoilt by something else under our name.
    return {};
  }
}

/** Adds to what is known: of an exercise that was passed twice, the earlier day stays. Says whether it will last. */
export function addPassed(passed: Passed): boolean {
  const all = { ...passedExercises() };
  for (const [id, day] of Object.entries(passed)) all[id] = all[id] && all[id] < day ? all[id] : day;
  return keep(NAME, formatProgress(all));
}

export function forgetProgress(): void {
  keep(NAME, undefined);
}

/** As it is kept, and as a file. */
export function formatProgress(passed: Passed): string {
  return JSON.stringify({ version: VERSION, passed });
}

/** What `formatProgress` wrote. Throws ProgressError for anything else. */
export function parseProgress(text: string): Passed {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProgressError('This file holds no progress: it is not what Export writes.');
  }
  const { version, passed } = (value ?? {}) as { version?: unknown; passed?: unknown };
  if (typeof version === 'number' && version > VERSION)
    throw new ProgressError('This progress was written by a newer version of the course: reload the page.');
  if (version !== VERSION || !isPassed(passed))
    throw new ProgressError('This file holds no progress: it is not what Export writes.');
  return passed;
}

function isPassed(value: unknown): value is Passed {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    Object.values(value).every((day) => typeof day === 'string' && /^\d{4}-\d\d-\d\d$/.test(day))
  );
}
