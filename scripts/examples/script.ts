import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { PROGRAM, programOf, setUpOf } from '../../src/sandbox/shell/program.ts';
import { ROOT } from '../astro.ts';
import type { Example } from './example.ts';

/** Where the programs that run scripts are written: they run from files, as all examples do. */
const FOLDER = join(ROOT, '.cache/scripts');

/**
 * The script of a terminal, `x.sh`, as an example: a small program types its commands into a shell. The file that makes what
 * the script finds lies beside it, or in a folder above it, for several pages.
 */
export function readScript(path: string): Example {
  const shown = basename(path);
  const script = readFileSync(path, 'utf8');
  const setUp = setUpOf(script);
  const made = setUp === undefined ? {} : { [setUp]: fileAbove(path, setUp) };
  const helpers = Object.fromEntries(
    Object.entries(made).map(([name, file]) => [name, readFileSync(file, 'utf8')]),
  );
  const files = programOf(script, {}, helpers);
  const folder = join(FOLDER, createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16));
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return {
    path,
    entry: PROGRAM,
    shown,
    editable: [],
    files: { ...files, [shown]: script },
    paths: { ...made, [PROGRAM]: join(folder, PROGRAM), [shown]: path },
  };
}

/** The nearest file of a name, beside a script or in a folder above it. */
function fileAbove(script: string, name: string): string {
  for (let folder = dirname(script); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, name);
    if (existsSync(file)) return file;
    if (basename(folder) === 'docs') break;
  }
  throw new Error(`${basename(script)} names ${name}, but there is none beside it or above.`);
}
