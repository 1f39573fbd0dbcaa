import type { Entry } from '../../sim/report/transcript.ts';
import { shorten } from './bounded.ts';

/** So many of something, in words. */
export const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const endings = {
  done: 'Run finished',
  error: 'Run ended in an error',
  stopped: 'Run stopped',
  deadline: 'Run ended at its time limit',
  limit: 'Run ended: it put out too much',
};

/**
 * What a run came to, in a sentence that is shown and read out.
 *
 * @param shown the file that need not be named
 */
export function outcome(entries: Entry[], shown?: string): string {
  const checks = entries.filter((entry) => entry.type === 'check');
  const failed = checks.filter((entry) => !entry.ok).length;
  const { line, file = shown } = entries.find((entry) => entry.type === 'error') ?? {};
  const end = entries.at(-1);
  const reason = end?.type === 'end' ? end.reason : 'stopped';
  const ending =
    reason === 'error' && line !== undefined
      ? `${endings.error} at line ${line}${file !== undefined && file !== shown ? ` of ${shorten(file, 80)}` : ''}`
      : endings[reason];
  if (checks.length === 0) return `${ending}.`;
  return `${ending}: ${count(checks.length - failed, 'check')} passed${failed > 0 ? `, ${failed} failed` : ''}.`;
}

/** What the checks of a run are called. */
export function checkLabels(entries: Entry[]): string[] {
  return entries.flatMap((entry) => (entry.type === 'check' ? [entry.label] : []));
}

/**
 * Whether a run passes an exercise: it came to its end, nothing failed, and each of `expected`, the checks of the
 * solution's run, held. So a run that ends before its checks does not pass.
 */
export function passes(entries: Entry[], expected: string[]): boolean {
  const end = entries.at(-1);
  const held = new Set(entries.flatMap((entry) => (entry.type === 'check' && entry.ok ? [entry.label] : [])));
  return (
    end?.type === 'end' &&
    end.reason === 'done' &&
    entries.every((entry) => entry.type !== 'check' || entry.ok) &&
    expected.every((label) => held.has(label))
  );
}
