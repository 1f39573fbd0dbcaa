import type { Entry } from '../../sim/report/transcript.ts';

const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

const endings = {
  done: 'Run finished',
  error: 'Run ended in an error',
  stopped: 'Run stopped',
  deadline: 'Run ended at its time limit',
  limit: 'Run ended: it put out too much',
};

/** What a run came to, in a sentence that is shown and read out. */
export function outcome(entries: Entry[]): string {
  let [passed, failed] = [0, 0];
  let ending = 'Run under way';
  for (const entry of entries) {
    if (entry.type === 'check') entry.ok ? passed++ : failed++;
    if (entry.type === 'error' && entry.line !== undefined)
      ending = `Run ended in an error at line ${entry.line}`;
    if (entry.type === 'end' && !(entry.reason === 'error' && ending.includes('line')))
      ending = endings[entry.reason];
  }
  const checks = [
    passed + failed > 0 && `${count(passed, 'check')} passed`,
    failed > 0 && `${failed} failed`,
  ].filter((part) => part !== false);
  return checks.length > 0 ? `${ending}: ${checks.join(', ')}.` : `${ending}.`;
}

/**
 * Whether a run passes what `expected` (the solution's run) passed: it finished, nothing failed, and each check of
 * the solution held. So taking checks away does not pass.
 */
export function passes(entries: Entry[], expected: Entry[]): boolean {
  const held = new Set(entries.flatMap((entry) => (entry.type === 'check' && entry.ok ? [entry.label] : [])));
  const failed = entries.some((entry) => (entry.type === 'check' && !entry.ok) || entry.type === 'error');
  const end = entries.at(-1);
  return (
    !failed &&
    end?.type === 'end' &&
    end.reason === 'done' &&
    expected.every((entry) => entry.type !== 'check' || held.has(entry.label))
  );
}
