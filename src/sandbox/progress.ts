import { keep, kept } from './store.ts';

/** Under which name it is kept, and in which shape. */
const NAME = 'progress';
const VERSION = 1;

/** How the reader answered a question last. */
export interface Answered {
  /** `2026-11-26` */
  day: string;
  right: boolean;
  /** Which of the gaps before it is asked again comes next, in `GAPS` of review.ts; none where it stays away. */
  gap?: number;
}

/** What the reader has done, each thing by an id of its own. */
export interface Progress {
  /** The exercises that are passed, and the day on which each was first: `2026-11-26`. */
  passed: Record<string, string>;
  /** The questions that are answered. */
  answers: Record<string, Answered>;
}

/** A file or what this browser kept is no progress of this course; the message is for the reader. */
export class ProgressError extends Error {
  override name = 'ProgressError';
}

/** The day as progress is dated. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** What this browser knows of. */
export function readProgress(): Progress {
  try {
    return parseProgress(kept(NAME) ?? '');
  } catch {
    // None, or of a newer version, or spoilt by something else under our name.
    return { passed: {}, answers: {} };
  }
}

/**
 * Adds to what is known: of an exercise that was passed twice the earlier day stays, of a question that was answered
 * twice the later answer. Says whether it will last.
 */
export function addProgress({ passed = {}, answers = {} }: Partial<Progress>): boolean {
  const all = readProgress();
  for (const [id, day] of Object.entries(passed)) {
    const first = own(all.passed, id);
    all.passed[id] = first && first < day ? first : day;
  }
  for (const [id, answer] of Object.entries(answers)) {
    const last = own(all.answers, id);
    if (!last || last.day <= answer.day) all.answers[id] = answer;
  }
  return keep(NAME, formatProgress(all));
}

/** What is kept under an id, and nothing that every object has. */
export function own<T>(all: Record<string, T>, id: string): T | undefined {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

export function forgetProgress(): void {
  keep(NAME, undefined);
}

/** As it is kept, and as a file. */
export function formatProgress({ passed, answers }: Progress): string {
  return JSON.stringify({ version: VERSION, passed, answers });
}

/** What `formatProgress` wrote. Throws ProgressError for anything else. */
export function parseProgress(text: string): Progress {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ProgressError('This file holds no progress: it is not what Export writes.');
  }
  // Before there were questions, there were no answers.
  const { version, passed, answers = {} } = (value ?? {}) as Record<string, unknown>;
  if (typeof version === 'number' && version > VERSION)
    throw new ProgressError('This progress was written by a newer version of the course: reload the page.');
  if (version !== VERSION || !isRecord(passed, isDay) || !isRecord(answers, isAnswered))
    throw new ProgressError('This file holds no progress: it is not what Export writes.');
  return { passed, answers };
}

function isRecord<T>(value: unknown, is: (one: unknown) => one is T): value is Record<string, T> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(is)
  );
}

function isDay(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));
}

function isAnswered(value: unknown): value is Answered {
  const { day, right, gap = 0 } = (value ?? {}) as Record<string, unknown>;
  return isDay(day) && typeof right === 'boolean' && Number.isInteger(gap) && (gap as number) >= 0;
}
