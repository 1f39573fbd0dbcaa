import { existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, transcriptOf } from './cache.ts';
import { readExample } from './example.ts';
import { type Problem, problemsOf } from './problems.ts';

const CONTENT = join(import.meta.dirname, '../../content/docs');

/** Absolute paths of all examples: the `.ts` files beside the pages, less the checks of exercises. */
export function exampleFiles(content = CONTENT): string[] {
  return globSync('**/*.ts', { cwd: content })
    .filter((file) => !/\.(check|test|d)\.ts$/.test(file))
    .sort()
    .map((file) => join(content, file));
}

async function checkExample(file: string, cache: string): Promise<Problem[]> {
  const other = file.replace(/\.starter\.ts$/, '.solution.ts');
  if (!existsSync(other))
    return [{ file, line: 1, message: `The starter has no solution: ${other} is missing.` }];
  try {
    const example = readExample(file);
    return problemsOf(example, await transcriptOf(example, cache));
  } catch (error) {
    return [{ file, line: 1, message: (error as Error).message }];
  }
}

/** Runs every example that has changed since it last ran, and tells what is wrong with any. */
export async function checkExamples(content = CONTENT, cache = CACHE): Promise<Problem[]> {
  const found = await Promise.all(exampleFiles(content).map((file) => checkExample(file, cache)));
  const problems = found.flat();
  return problems.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line));
}
