import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import type { Example } from './example.ts';
import { runExample } from './run.ts';

const ROOT = join(import.meta.dirname, '../..');
const FOLDER = join(ROOT, '.cache/examples');

/** Absolute paths of all that an example's transcript depends on beside the example: library, engine, runner. */
export function runtimeFiles(): string[] {
  return globSync(['src/sim/**/*.ts', 'src/sandbox/{engines,worker}/*.ts', 'scripts/examples/*.ts'], {
    cwd: ROOT,
  })
    .filter((file) => !file.endsWith('.test.ts'))
    .sort()
    .map((file) => join(ROOT, file));
}

function keyOf(example: Example): string {
  const hash = createHash('sha256').update(process.version);
  for (const file of runtimeFiles()) hash.update(`\0${file}\0`).update(readFileSync(file));
  const { part, entry, shown, files } = example;
  return hash.update(JSON.stringify([part, entry, shown, files])).digest('hex');
}

/** The transcript of an example: from the last run of the same text on the same library, or else from a run now. */
export async function transcriptOf(example: Example): Promise<Transcript> {
  const file = join(FOLDER, `${keyOf(example)}.json`);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Transcript;
  } catch {
    const transcript = await runExample(example);
    const end = transcript.entries.at(-1);
    // That a run took too long may be the machine's doing.
    if (end?.type === 'end' && end.reason === 'deadline') return transcript;
    mkdirSync(FOLDER, { recursive: true });
    // Renamed, because a check and a build may write at once.
    const written = `${file}.${process.pid}`;
    writeFileSync(written, JSON.stringify(transcript));
    renameSync(written, file);
    return transcript;
  }
}
