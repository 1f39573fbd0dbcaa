import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../astro.ts';
import type { Changes } from '../check/changes.ts';
import { type Problem, sorted } from '../check/problem.ts';
import { CACHE, transcriptOf } from './cache.ts';
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
const RUNTIME = /^(src\/sim|src\/sandbox\/(node|engines|worker)|scripts\/examples)\//;

/** Absolute paths of all examples: the `.ts` files beside the pages, less the checks of exercises. */
export function exampleFiles(content = CONTENT): string[] {
  return globSync('**/*.ts', { cwd: content })
    .filter((file) => !/\.(check|test|d)\.ts$/.test(file))
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

async function checkExample(
  file: string,
  library: () => Promise<Library>,
  { changes, write, cache }: ExampleOptions,
): Promise<Problem[]> {
  const other = file.replace(/\.starter\.ts$/, '.solution.ts');
  if (!existsSync(other))
    return [{ file, line: 1, message: `The starter has no solution: ${other} is missing.` }];
  try {
    const example = readExample(file);
    if (changes && !isAffected(example, changes)) return [];
    const transcript = await transcriptOf(example, await library(), cache);
    const problems = problemsOf(example, transcript);
    // What a broken example prints is not worth keeping.
    if (problems.length > 0) return problems;
    const text = outputText(transcript);
    if (write) writeOutput(file, text);
    return outputProblems(file, text);
  } catch (error) {
    return [{ file, line: 1, message: (error as Error).message }];
  }
}

/** Runs every example that has changed since it last ran, and tells what is wrong with any. */
export async function checkExamples(content = CONTENT, options: ExampleOptions = {}): Promise<Problem[]> {
  let library: Promise<Library> | undefined;
  const load = () => (library ??= loadLibrary());
  const { cache = CACHE } = options;
  const found = await Promise.all(
    exampleFiles(content).map((file) => checkExample(file, load, { ...options, cache })),
  );
  if (options.write) removeLeftOver(content);
  return sorted([...found.flat(), ...leftOverProblems(content)]);
}
