import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import type { Example } from './example.ts';
import { runExample } from './run.ts';

const ROOT = join(import.meta.dirname, '../..');
/** Where transcripts are kept. */
export const CACHE = join(ROOT, '.cache/examples');

/** Absolute paths of all that an example's transcript depends on beside the example: library, engine, runner. */
export function runtimeFiles(): string[] {
  return globSync(['src/sim/**/*.ts', 'src/sandbox/{engines,node,worker}/*.ts', 'scripts/examples/*.ts'], {
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

/** What is kept: the last transcript of an example, and what it is the transcript of. */
interface Kept {
  key: string;
  transcript: Transcript;
}

/** The transcript of an example: from its last run, if neither it nor the library has changed, or else from a run now. */
export async function transcriptOf(example: Example, cache = CACHE): Promise<Transcript> {
  const file = join(cache, `${relative(ROOT, example.path).replaceAll(/[^\w.-]+/g, '~')}.json`);
  const key = keyOf(example);
  try {
    const kept = JSON.parse(readFileSync(file, 'utf8')) as Kept;
    if (kept.key === key) return kept.transcript;
  } catch {
    // Not there yet.
  }
  const transcript = await runExample(example);
  const end = transcript.entries.at(-1);
  // That a run took too long may be the machine's doing.
  if (end?.type === 'end' && end.reason === 'deadline') return transcript;
  mkdirSync(cache, { recursive: true });
  // Renamed, because a check and a build may write at once.
  const written = `${file}.${process.pid}`;
  writeFileSync(written, JSON.stringify({ key, transcript } satisfies Kept));
  renameSync(written, file);
  return transcript;
}
