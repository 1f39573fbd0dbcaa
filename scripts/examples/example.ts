import { parse } from 'es-module-lexer/minimal/js';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { transform } from 'sucrase';
import type { Files } from '../../src/sandbox/engine.ts';
import { readScript } from './script.ts';

/** The text that stands for `x` in `x.starter.ts` and `x.solution.ts`. */
const EXERCISE = /\.(starter|solution)\.ts$/;

/** An example as it runs, and as a reader gets it. */
export interface Example {
  /** Absolute path of the file that a page shows. */
  path: string;
  /** What part it has in an exercise, if any. */
  part?: 'starter' | 'solution';
  /** The file that runs: the example itself, or of an exercise its checks. A key of `files`. */
  entry: string;
  /** The file that a reader sees first. A key of `files`. */
  shown: string;
  /** The files that a reader may change: of an exercise not its checks, nor what serves only them. Keys of `files`. */
  editable: string[];
  /** The example with all it imports from beside it, by the names that a run knows them by. */
  files: Files;
  /** Absolute path of each name. A solution stands under the name of its starter, which its checks import. */
  paths: Record<string, string>;
}

/** The relative imports of a file that can be had; none of a file that does not parse, which fails when it runs. */
function localImports(path: string, source: string): string[] {
  try {
    const { code } = transform(source, { transforms: ['typescript'], disableESTransforms: true });
    const [imports] = parse(code);
    return imports
      .flatMap(({ n: specifier }) => (specifier?.startsWith('.') ? [resolve(dirname(path), specifier)] : []))
      .filter((imported) => existsSync(imported));
  } catch {
    return [];
  }
}

/**
 * Reads an example and what it imports. `x.starter.ts` and `x.solution.ts` are the two ends of an exercise: what runs
 * is `x.check.ts`, which imports `x.starter.ts`; the solution runs in its place. So a reader can't take checks away.
 */
export function readExample(path: string): Example {
  if (path.endsWith('.sh')) return readScript(path);
  const part = EXERCISE.exec(path)?.[1] as Example['part'];
  const starter = path.replace(EXERCISE, '.starter.ts');
  const entry = path.replace(EXERCISE, '.check.ts');
  if (part && !existsSync(entry)) {
    throw new Error(
      `${basename(path)} has no ${basename(entry)} beside it, which must import ./${basename(starter)} and check it.`,
    );
  }
  const sources = new Map<string, string>();
  const readWithImports = (first: string) => {
    const pending = [first];
    for (const name of pending) {
      if (sources.has(name)) continue;
      const source = readFileSync(name === starter ? path : name, 'utf8');
      sources.set(name, source);
      pending.push(...localImports(name, source));
    }
  };
  readWithImports(starter);
  const editable = [...sources.keys()];
  readWithImports(entry);
  const folder = commonFolder([...sources.keys()]);
  const name = (file: string) => relative(folder, file).replaceAll('\\', '/');
  return {
    path,
    part,
    entry: name(entry),
    shown: name(starter),
    editable: editable.map(name),
    files: Object.fromEntries([...sources].map(([file, source]) => [name(file), source])),
    paths: Object.fromEntries(
      [...sources.keys()].map((file) => [name(file), file === starter ? path : file]),
    ),
  };
}

function commonFolder(paths: string[]): string {
  let folder = dirname(paths[0]!);
  while (paths.some((path) => relative(folder, path).startsWith('..'))) folder = join(folder, '..');
  return folder;
}
