import type { Entry, Transcript } from '../../src/sim/report/transcript.ts';
import type { Problem } from '../check/problem.ts';
import type { Example } from './example.ts';

const ENDS = {
  deadline: 'does not come to its end in time',
  limit: 'shows more than a transcript may hold',
};

function problemOf(entry: Entry, example: Example): Problem | undefined {
  const at = (name: string | undefined, line: number | undefined, message: string) => ({
    file: example.paths[name ?? example.entry] ?? example.path,
    line: line ?? 1,
    message,
  });
  if (entry.type === 'error') return at(entry.file, entry.line, `${entry.name}: ${entry.message}`);
  if (entry.type === 'check' && !entry.ok) {
    return at(
      entry.file,
      entry.line,
      `Check failed: ${entry.label}${entry.detail ? `. Found: ${entry.detail}` : ''}`,
    );
  }
  if (entry.type === 'end' && (entry.reason === 'deadline' || entry.reason === 'limit')) {
    return { file: example.path, line: 1, message: `The example ${ENDS[entry.reason]}.` };
  }
  return undefined;
}

/** What is wrong with an example by its transcript. Of a starter only that it does not run: its checks are to fail. */
export function problemsOf(example: Example, { entries }: Transcript): Problem[] {
  const starter = example.part === 'starter';
  const told = starter ? entries.filter((entry) => entry.type !== 'check') : entries;
  const problems = told.map((entry) => problemOf(entry, example)).filter((problem) => problem !== undefined);
  if (starter && problems.length === 0 && !entries.some((entry) => entry.type === 'check' && !entry.ok)) {
    problems.push({
      file: example.path,
      line: 1,
      message: 'The starter passes all of its checks: nothing is left to do.',
    });
  }
  if (example.part === 'solution' && !entries.some((entry) => entry.type === 'check')) {
    problems.push({ file: example.path, line: 1, message: 'The exercise checks nothing.' });
  }
  return problems;
}
