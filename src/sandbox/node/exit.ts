import type { Entry } from '../../sim/report/transcript.ts';

/** Node's exit code where nothing is left to do and a top-level `await` still waits. */
const UNSETTLED = 13;

/** What ends the transcript of a process that was over without an `end`; undefined where Node itself has failed. */
export function entriesAtExit(code: number | null): Entry[] | undefined {
  if (code === 0) return [{ type: 'end', reason: 'done' }];
  if (code !== UNSETTLED) return undefined;
  const message = 'The example awaits something that never comes.';
  return [
    { type: 'error', name: 'NeverSettled', message },
    { type: 'end', reason: 'error' },
  ];
}
