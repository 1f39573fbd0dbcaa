import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { PROGRAM, programOf } from '../../src/sandbox/shell/program.ts';
import { ROOT } from '../astro.ts';
import type { Example } from './example.ts';

/** Where the programs that run scripts are written: they run from files, as all examples do. */
const FOLDER = join(ROOT, '.cache/scripts');

/** The script of a terminal, `x.sh`, as an example: a small program types its commands into a shell. */
export function readScript(path: string): Example {
  const shown = basename(path);
  const script = readFileSync(path, 'utf8');
  const text = programOf(script)[PROGRAM]!;
  const folder = join(FOLDER, createHash('sha256').update(text).digest('hex').slice(0, 16));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, PROGRAM), text);
  return {
    path,
    entry: PROGRAM,
    shown,
    editable: [],
    files: { [PROGRAM]: text, [shown]: script },
    paths: { [PROGRAM]: join(folder, PROGRAM), [shown]: path },
  };
}
