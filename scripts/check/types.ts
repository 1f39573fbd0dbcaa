import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readPages } from '../pages/page.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';
import { runTool } from './tool.ts';

const DIAGNOSTIC = /^(\S.*?):(\d+):\d+ - error ((?:ts|astro)\(\d+\)): (.*)$/gm;
const GENERATED = ['node_modules', 'dist', 'coverage', '.astro', '.cache', '.git', '.node'];

/** A name for all that types depend on: code, configuration, packages, and the pages' front matter. */
function keyOf(root: string): string {
  const hash = createHash('sha256').update(process.version);
  const exclude = (path: string) => GENERATED.includes(path);
  for (const path of globSync('**/*.{ts,astro,js,mjs,cjs,json}', { cwd: root, exclude }).sort()) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  for (const { file, data } of readPages(root).pages) hash.update(`\0${file}\0${JSON.stringify(data)}`);
  return hash.digest('hex');
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

async function astroCheck(root: string): Promise<Problem[]> {
  const args = ['check', '--root', root, '--minimumSeverity', 'error'];
  const { status, output, errors } = await runTool('astro/bin/astro.mjs', args, root);
  const problems = [...output.matchAll(DIAGNOSTIC)].map(([, file, line, code, message]) => ({
    file: resolve(root, file!),
    line: Number(line),
    message: `${message!.trim()} (${code})`,
  }));
  if (status !== 0 && problems.length === 0) return [failure(errors || output, root)];
  return problems;
}

/**
 * TypeScript agrees with every .ts and .astro file. It knows the pages' front matter from Astro, which reads it first.
 * As it takes longest, it remembers what it found nothing wrong with.
 */
export const types: Check = {
  name: 'types',
  mend: 'TypeScript expects otherwise there.',
  async find(root) {
    const folder = join(root, '.cache/types');
    const key = keyOf(root);
    if (existsSync(join(folder, key))) return [];
    const problems = await astroCheck(root);
    // Unless somebody saved a file meanwhile: which of its texts was checked is not known then.
    if (problems.length === 0 && keyOf(root) === key) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, key), '');
    }
    return problems;
  },
};
