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
  /** Of the example, and of all that it loaded. */
  key: string;
  /** The services that it touched. */
  services: string[];
  transcript: Transcript;
}

function keyOf({ part, entry, shown, files }: Example, library: Library, services: string[]): string {
  const all = [part, entry, shown, files, library.stateWith(services)];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

function fileOf(example: Example, cache: string): string {
  return join(cache, `${relative(ROOT, example.path).replaceAll(/[^\w.-]+/g, '~')}.json`);
}

/** The last run of an example, if neither the example nor anything that it loaded has changed since. */
function lastRun(example: Example, library: Library, cache: string): Kept | undefined {
  try {
    const kept = JSON.parse(readFileSync(fileOf(example, cache), 'utf8')) as Kept;
    // The same code touches the same services again.
    return kept.key === keyOf(example, library, kept.services) ? kept : undefined;
  } catch {
    // Not there yet, or a service is there no more.
    return undefined;
  }
}

/** The services that an example touches. */
export async function servicesOf(example: Example, library: Library): Promise<string[]> {
  await transcriptOf(example, library);
  return lastRun(example, library, CACHE)?.services ?? Object.keys(library.services);
}

/** The transcript of an example: from its last run, if nothing that it touches has changed, or else from a run now. */
export async function transcriptOf(example: Example, library: Library, cache = CACHE): Promise<Transcript> {
  const last = lastRun(example, library, cache);
  if (last) return last.transcript;
  const { transcript, services } = await runExample(example, library);
  const end = transcript.entries.at(-1);
  // That a run took too long may be the machine's doing.
  if (end?.type === 'end' && end.reason === 'deadline') return transcript;
  const file = fileOf(example, cache);
  mkdirSync(cache, { recursive: true });
  // Renamed, because a check and a build may write at once.
  const written = `${file}.${process.pid}`;
  const key = keyOf(example, library, services);
  writeFileSync(written, JSON.stringify({ key, services, transcript } satisfies Kept));
  renameSync(written, file);
  return transcript;
}
