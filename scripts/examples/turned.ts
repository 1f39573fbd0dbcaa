import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type KnobValue, setKnobs } from '../../src/sandbox/knobs/knob.ts';
import { ROOT } from '../astro.ts';
import type { Example } from './example.ts';

/** Where examples with their knobs turned are written: they run from files, as all do. */
const FOLDER = join(ROOT, '.cache/turned');

/** An example with knobs of the file that shows first at other settings. Throws KnobError where it has no such knob. */
export function turnedExample(example: Example, settings: Record<string, KnobValue>): Example {
  const files = { ...example.files, [example.shown]: setKnobs(example.files[example.shown]!, settings) };
  const name = createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 16);
  const paths: Record<string, string> = {};
  for (const [file, text] of Object.entries(files)) {
    const path = join(FOLDER, name, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    paths[file] = path;
  }
  // Its transcript is kept under a name of its own.
  return { ...example, files, paths, path: join(FOLDER, `${name}.ts`) };
}
