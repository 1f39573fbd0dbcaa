import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toText } from '../../src/sim/report/text/text.ts';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import type { Problem } from '../check/problem.ts';

const SUFFIX = '.out.txt';
const WRITE = '`npm run check examples -- --write` writes what it prints now; Git shows the difference.';

/** The file beside an example that holds what it prints. */
export function outputFile(example: string): string {
  return example.replace(/\.(?:ts|sh)$/, SUFFIX);
}

/** A transcript as a terminal prints it, without the lines at which checks fail: those move with every edit. */
export function outputText({ entries }: Transcript): string {
  return entries
    .map((entry) => (entry.type === 'check' ? { ...entry, file: undefined, line: undefined } : entry))
    .flatMap(toText)
    .map((line) => `${line}\n`)
    .join('');
}

/** How what an example prints differs from the text beside it: at the first line that differs; none if it does not. */
export function outputProblems(example: string, text: string): Problem[] {
  const file = outputFile(example);
  if (!existsSync(file)) {
    return [{ file: example, line: 1, message: 'What it prints is not committed beside it.', mend: WRITE }];
  }
  const old = readFileSync(file, 'utf8');
  if (old === text) return [];
  const [was, is] = [old.split('\n'), text.split('\n')];
  const at = is.findIndex((line, index) => line !== was[index]);
  const index = at < 0 ? is.length : at;
  const quoted = (line: string | undefined) => (line ? `“${line}”` : 'nothing');
  const message = `The example prints ${quoted(is[index])} here, no longer ${quoted(was[index])}.`;
  return [{ file, line: index + 1, message, mend: WRITE }];
}

/** Writes what an example prints beside it, unless that stands there. */
export function writeOutput(example: string, text: string): void {
  if (outputProblems(example, text).length > 0) writeFileSync(outputFile(example), text);
}

/** Texts that no example prints any more. */
function leftOver(content: string): string[] {
  return globSync(`**/*${SUFFIX}`, { cwd: content })
    .map((file) => join(content, file))
    .filter((file) => ['.ts', '.sh'].every((end) => !existsSync(file.replace(SUFFIX, end))));
}

/** A problem for each text that no example prints any more. */
export function leftOverProblems(content: string): Problem[] {
  const message = 'No example prints this: there is none of that name.';
  const mend = 'Delete it: `npm run check examples -- --write` does.';
  return leftOver(content).map((file) => ({ file, line: 1, message, mend }));
}

/** Deletes the texts that no example prints any more. */
export function removeLeftOver(content: string): void {
  for (const file of leftOver(content)) rmSync(file);
}
