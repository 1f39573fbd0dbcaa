import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPages } from '../pages/page.ts';
import type { Changes } from './changes.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';
import { runTool } from './tool.ts';

const GENERATED = ['node_modules', 'dist', 'coverage', '.astro', '.cache', '.git', '.node'];
const ASTRO = 'astro/bin/astro.mjs';
/** What the types of a page's components follow from. */
const COMPONENTS = ['src/**/*.astro', 'src/components/**/*.ts', '*.{ts,mjs,json}'];
const EVERYTHING = ['**/*.{ts,astro,js,mjs,cjs,json}'];

/** A name for a state of files. */
class State {
  readonly #file: string;
  readonly #key: () => string;
  readonly #before: string;

  /**
   * @param name of what is known about the state: no two have one
   * @param patterns of the files
   * @param others what counts beside the files
   */
  constructor(root: string, name: string, patterns: string[], others: () => unknown = () => undefined) {
    this.#file = join(root, '.cache/types', name);
    this.#key = () => {
      const hash = createHash('sha256')
        .update(process.version)
        .update(JSON.stringify([others()]));
      const exclude = (path: string) => GENERATED.includes(path);
      for (const path of globSync(patterns, { cwd: root, exclude }).sort()) {
        hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
      }
      return hash.digest('hex');
    };
    this.#before = this.#key();
  }

  /** Whether the files are as they were when all was well. */
  get isKnown(): boolean {
    return existsSync(this.#file) && readFileSync(this.#file, 'utf8') === this.#before;
  }

  /** Notes that all is well; unless somebody saved a file meanwhile: which of its texts was looked at is not known. */
  remember(): void {
    if (this.#key() === this.#before) writeFileSync(this.#file, this.#before);
  }
}

/** Why Astro could not even begin: most often a page's front matter, of which it says where. */
function failure(text: string, root: string): Problem {
  const message = text
    .split(/^ *(?:Hint|Error reference|Location|Stack trace):/m)[0]!
    .trim()
    .replace(/(\s|\*\*)+/g, ' ');
  const [, file, place = 1] = /^ *Location:\s+(\S.*?):(\d+):\d+$/m.exec(text) ?? [];
  if (!file) return { file: join(root, 'astro.config.mjs'), line: 1, message };
  const [, field] = /^ {2}\**(\w+)\S*:/m.exec(text) ?? [];
  const lines = readFileSync(file, 'utf8').split('\n');
  const line = Number(place) || lines.findIndex((one) => one.startsWith(`${field}:`)) + 1 || 1;
  return {
    file,
    line,
    message,
    mend: /\.mdx?$/.test(file)
      ? 'https://starlight.astro.build/reference/frontmatter/ has the fields.'
      : undefined,
  };
}

/** Astro reads the pages' front matter, checks it, and writes the types of the pages. */
async function sync(root: string): Promise<Problem[]> {
  const frontMatter = () => readPages(root).pages.map(({ file, data }) => [file, data]);
  const state = new State(root, 'front-matter', ['*.{ts,mjs}', 'package-lock.json'], frontMatter);
  if (state.isKnown && existsSync(join(root, '.astro/types.d.ts'))) return [];
  const { status, output, errors } = await runTool(ASTRO, ['sync', '--root', root], root, {
    REFERENCE: 'none',
  });
  if (status !== 0) return [failure(errors || output, root)];
  state.remember();
  return [];
}

/** A tsconfig.json for a part of the repository. */
function project(root: string, name: string, include: string[], exclude: string[] = []): string {
  const file = join(root, '.cache/types', `${name}.json`);
  const up = (path: string) => `../../${path}`;
  const config = { extends: up('tsconfig.json'), include: include.map(up), exclude: exclude.map(up) };
  writeFileSync(file, JSON.stringify(config));
  return file;
}

/** The .ts files: of the library and the examples alone, where only examples have changed. */
async function typescript(root: string, changes: Changes): Promise<Problem[]> {
  if (!changes.some(/\.ts$|\.json$/)) return [];
  const examples = !changes.some(/^(?!content\/docs\/).*(\.ts|\.json)$|\.test\.ts$/);
  const config = examples
    ? project(root, 'examples', ['src/sim/**/*.ts', 'content/**/*.ts'], ['**/*.test.ts'])
    : join(root, 'tsconfig.json');
  const info = join(root, '.cache/types', `${examples ? 'examples' : 'all'}.tsbuildinfo`);
  const args = ['--noEmit', '--pretty', 'false', '--incremental', '--tsBuildInfoFile', info, '-p', config];
  const { status, output, errors } = await runTool('typescript/bin/tsc', args, root);
  const found = [...output.matchAll(/^(\S.*?)\((\d+),\d+\): error TS(\d+): (.*)$/gm)];
  const problems = found.map(([, file, line, code, message]) => ({
    file: resolve(root, file!),
    line: Number(line),
    message: `${message!.trim()} (ts(${code}))`,
  }));
  if (status !== 0 && problems.length === 0) {
    problems.push({ file: join(root, 'tsconfig.json'), line: 1, message: errors || output });
  }
  return problems;
}

/** The .astro files. */
async function components(root: string, changes: Changes): Promise<Problem[]> {
  if (!changes.some(/\.astro$|^src\/components\/|^[^/]*\.(ts|mjs|json)$/)) return [];
  if (globSync('src/**/*.astro', { cwd: root }).length === 0) return [];
  const state = new State(root, 'components', COMPONENTS);
  if (!changes.all && state.isKnown) return [];
  // Astro's own declarations come with whatever imports Starlight, as its configuration does.
  const include = [
    '.astro/types.d.ts',
    'src/**/*.astro',
    'src/**/*.d.ts',
    'content.config.ts',
    'astro.config.mjs',
  ];
  const config = project(root, 'components', include, ['src/**/globals.d.ts']);
  const args = ['check', '--noSync', '--root', root, '--minimumSeverity', 'error', '--tsconfig', config];
  const { status, output, errors } = await runTool(ASTRO, args, root);
  const found = [...output.matchAll(/^(\S.*?):(\d+):\d+ - error ((?:ts|astro)\(\d+\)): (.*)$/gm)];
  const problems = found.map(([, file, line, code, message]) => ({
    file: resolve(root, file!),
    line: Number(line),
    message: `${message!.trim()} (${code})`,
  }));
  if (status !== 0 && problems.length === 0) return [failure(errors || output, root)];
  if (problems.length === 0) state.remember();
  return problems;
}

/**
 * TypeScript agrees with every .ts and .astro file. It knows the pages' front matter from Astro, which reads it first.
 * The .astro files, which take longest, are looked at when their kind has changed.
 */
export const types: Check = {
  name: 'types',
  mend: 'TypeScript expects otherwise there.',
  async find(root, { changes }) {
    mkdirSync(join(root, '.cache/types'), { recursive: true });
    const problems = await sync(root);
    if (problems.length > 0) return problems;
    const state = new State(root, 'all', EVERYTHING);
    if (changes.all && state.isKnown) return [];
    problems.push(...(await typescript(root, changes)), ...(await components(root, changes)));
    if (changes.all && problems.length === 0) state.remember();
    return problems;
  },
};
