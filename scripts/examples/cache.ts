import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import { ROOT } from '../astro.ts';
import type { Example } from './example.ts';
import type { Library } from './library.ts';
import { runExample } from './run.ts';

/** Where transcripts are kept. */
export const CACHE = join(ROOT, '.cache/examples');

/** What is kept of the last run of an example. */
interface Kept {
  /** Of the example, and of the chunks that it loaded. */
  key: string;
  chunks: string[];
  transcript: Transcript;
}

function keyOf({ part, entry, shown, files }: Example, library: Library, chunks: string[]): string {
  const hash = createHash('sha256').update(process.version);
  const hashes = chunks.map((name) => [name, library.chunks[name]?.hash]);
  return hash
    .update(JSON.stringify([part, entry, shown, files, Object.keys(library.services), hashes]))
    .digest('hex');
}

function fileOf(example: Example, cache: string): string {
  return join(cache, `${relative(ROOT, example.path).replaceAll(/[^\w.-]+/g, '~')}.json`);
}

/** The last run of an example, if neither the example nor any chunk that it loaded has changed since. */
function lastRun(example: Example, library: Library, cache: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(fileOf(example, cache), 'utf8')) as Kept;
    // The same code on the same chunks loads the same chunks again.
    return kept.key === keyOf(example, library, kept.chunks) ? kept : undefined;
  } catch {
    // Not there yet.
    return undefined;
  }
}

/** The transcript of an example: from its last run, if nothing that it touches has changed, or else from a run now. */
export async function transcriptOf(example: Example, library: Library, cache = CACHE): Promise<Transcript> {
  const last = lastRun(example, library, cache);
  if (last) return last.transcript;
  const { transcript, chunks } = await runExample(example, library);
  // A process that was killed took too long or too much memory, which may be the machine's doing.
  if (!chunks) return transcript;
  // The host and the core are loaded before anything could note it.
  const all = [...new Set(['host.js', 'core.js', 'core.part.js', ...chunks])].sort();
  const file = fileOf(example, cache);
  mkdirSync(cache, { recursive: true });
  // Renamed, because a check and a build may write at once.
  const written = `${file}.${process.pid}`;
  const key = keyOf(example, library, all);
  writeFileSync(written, JSON.stringify({ key, chunks: all, transcript } satisfies Kept));
  renameSync(written, file);
  return transcript;
}

/** Absolute paths of the library's modules that the last run of an example has loaded; none where it was not kept. */
export function modulesOf(example: Example, library: Library, cache = CACHE): string[] {
  const { chunks = [] } = lastRun(example, library, cache) ?? {};
  return chunks.flatMap((name) => library.chunks[name]?.modules ?? []);
}
