import { existsSync, globSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ROOT } from '../astro.ts';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import { shapeFaults } from '../../src/sandbox/shape.ts';
import type { Changes } from '../check/changes.ts';
import { type Problem, sorted } from '../check/problem.ts';
import { transcriptOf } from './cache.ts';
import { type Example, readExample } from './example.ts';
import { type Library, loadLibrary } from './library.ts';
import {
  leftOverProblems,
  outputFile,
  outputProblems,
  outputText,
  removeLeftOver,
  writeOutput,
} from './output.ts';
import { problemsOf } from './problems.ts';

const CONTENT = join(ROOT, 'content/docs');
/** What a run depends on beside the example's own files. */
const RUNTIME = /^(src\/sim|src\/sandbox\/(node|engines|worker)|scripts\/(examples|package))\//;

/** Absolute paths of all examples: the `.ts` files beside the pages, less the checks of exercises, and scripts of terminals,
 * less what makes what these find. */
export function exampleFiles(content = CONTENT): string[] {
  return globSync('**/*.{ts,sh}', { cwd: content })
    .filter((file) => !/\.(check|setup|test|d)\.ts$/.test(file))
    .sort()
    .map((file) => join(content, file));
}

/** Whether an example, what it prints or what it runs on is among the changes. */
export function isAffected(example: Example, changes: Changes): boolean {
  if (changes.some(RUNTIME)) return true;
  return [outputFile(example.path), ...Object.values(example.paths)].some((file) => changes.has(file));
}

/** How examples are checked. */
export interface ExampleOptions {
  /** Which are checked: those that the changes affect. Default: all. */
  changes?: Changes;
  /** Whether what an example prints is written beside it where it has changed. Default: it is a problem. */
  write?: boolean;
  /** Folder in which transcripts are kept. */
  cache?: string;
}

/** What is wrong with an example without a run of it, or the example. */
function read(file: string): Example | Problem {
  const solution = file.replace(/\.starter\.ts$/, '.solution.ts');
  if (!existsSync(solution))
    return { file, line: 1, message: `The starter has no solution: ${solution} is missing.` };
  try {
    return readExample(file);
  } catch (error) {
    return { file, line: 1, message: (error as Error).message };
  }
}

async function checkExample(
  example: Example,
  library: Library,
  { write, cache }: ExampleOptions,
): Promise<Problem[]> {
  const faults = shapeFaults(example);
  if (faults.length > 0)
    return faults.map(({ name, line, message }) => ({ file: example.paths[name]!, line, message }));
  let transcript: Transcript;
  try {
    transcript = await transcriptOf(example, library, cache);
  } catch (error) {
    return [{ file: example.path, line: 1, message: (error as Error).message }];
  }
  const problems = problemsOf(example, transcript);
  // What a broken example prints is not worth keeping.
  if (problems.length > 0) return problems;
  const text = outputText(transcript);
  if (write) writeOutput(example.path, text);
  return outputProblems(example.path, text);
}

/** The library can't be bundled: where Rolldown, which tells it in colours, has stumbled. */
function bundleProblem(error: Error): Problem {
  const text = stripVTControlCharacters(error.message);
  const [, file = 'src/sim/core.ts', line = 1] = /\[ (\S+):(\d+):\d+ \]/.exec(text) ?? [];
  const told = text.split('\n').filter((one) => one && !/^Build failed/.test(one));
  const message = `The library can't be bundled: ${(told[0] ?? text).replace(/^\[.*?\] /, '')}`;
  return { file: resolve(ROOT, file), line: Number(line), message, mend: 'Mend it there.' };
}

/** Runs every example that has changed since it last ran, and tells what is wrong with any. */
export async function checkExamples(content = CONTENT, options: ExampleOptions = {}): Promise<Problem[]> {
  const problems: Problem[] = [];
  const examples: Example[] = [];
  for (const file of exampleFiles(content)) {
    const found = read(file);
    if ('message' in found) problems.push(found);
    else if (!options.changes || isAffected(found, options.changes)) examples.push(found);
  }
  let library: Library;
  try {
    library = await loadLibrary();
  } catch (error) {
    return [...problems, bundleProblem(error as Error)];
  }
  const found = await Promise.all(examples.map((example) => checkExample(example, library, options)));
  problems.push(...found.flat());
  if (options.write) removeLeftOver(content);
  return sorted([...problems, ...leftOverProblems(content)]);
}
