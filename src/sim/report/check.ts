import { show } from './sink.ts';
import type { CheckEntry } from './transcript.ts';

/**
 * States what must hold in a run: green where it does; where it does not, red with the line it stands at, and the
 * run (a page's build, a test) counts as failed. `detail` says what was found instead.
 */
export function check(label: string, ok: boolean, detail?: string): void {
  if (typeof ok !== 'boolean')
    throw new TypeError(`check('${label}', …) takes true or false; it was given ${typeof ok}.`);
  const entry: CheckEntry = { type: 'check', label, ok };
  if (!ok && detail !== undefined) entry.detail = detail;
  if (!ok) {
    Object.assign(entry, callerPlace(new Error().stack ?? ''));
  }
  show(entry);
}

// V8 and JavaScriptCore put the caller second, Firefox too; V8 alone begins with a line that names the error.
function callerPlace(stack: string): { file?: string; line?: number } {
  const frames = stack.split('\n').filter((frame) => /:\d+:\d+\)?$/.test(frame));
  const [, file, line] = /([^\s(@]+):(\d+):\d+\)?$/.exec(frames[1] ?? '') ?? [];
  return file && line ? { file, line: Number(line) } : {};
}
