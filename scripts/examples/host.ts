/**
 * The process in which Node runs one example: what the Instant engine's worker is in a browser. It writes entries, one
 * a line, to file descriptor 3: at once, so that nothing is lost however the process ends.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { EntryReader, OutOfBounds } from '../../src/sandbox/engines/bounds.ts';
import { nameCheckFile } from '../../src/sandbox/worker/check-place.ts';
import { pin } from '../../src/sandbox/worker/pin.ts';
import * as library from '../../src/sim/index.ts';
import type { EndEntry, Entry } from '../../src/sim/report/transcript.ts';
import { failure } from './failure.ts';

/** What the process is told, as its only argument. */
export interface Job {
  seed: number;
  /** Absolute path of the file that runs. */
  entry: string;
  /** Absolute path of each file by the name that the run knows it by. */
  paths: Record<string, string>;
  /** A file to run in another's place, as a solution in its starter's. Absolute paths. */
  instead?: { of: string; path: string };
}

const job = JSON.parse(process.argv[2]!) as Job;
const names = new Map(Object.entries(job.paths).map(([name, path]) => [pathToFileURL(path).href, name]));

function write(entry: Entry): void {
  writeSync(3, `${JSON.stringify(entry)}\n`);
}

function end(reason: EndEntry['reason']): never {
  write({ type: 'end', reason });
  process.exit();
}

const reader = new EntryReader();

function show(entry: Entry): void {
  try {
    write(reader.read(nameCheckFile(entry, (url) => names.get(url))));
  } catch (error) {
    if (error instanceof OutOfBounds) end('limit');
    throw error;
  }
}

function fail(error: unknown): never {
  show(failure(error, names));
  end('error');
}

if (job.instead) {
  const { of, path } = job.instead;
  const [from, to] = [pathToFileURL(of).href, pathToFileURL(path).href];
  registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      return found.url === from ? { ...found, url: to } : found;
    },
  });
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
const random = new library.RandomStream(job.seed, 'Math.random');
pin(() => random.next(), Date.UTC(2026, 0, 1));
library.setDefaultSeed(job.seed);
library.setSink(show);
library.captureConsole();
// The process ends by itself when nothing is due any more.
await import(pathToFileURL(job.entry).href).catch(fail);
