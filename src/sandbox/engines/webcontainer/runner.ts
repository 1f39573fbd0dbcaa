/**
 * The process in which a WebContainer runs an example. It prints nothing but frames: one of type `started`, then the
 * entries; one of type `needs` where it touches a service that is not there, and is over. What the example itself writes to its output becomes lines of the transcript. Bundled to one file, which is
 * mounted beside the projects.
 */
import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type * as Library from '../../../sim/core.ts';
import type { Entry } from '../../../sim/report/transcript.ts';
import { runHere } from '../../node/run.ts';
import { frame } from './frames.ts';

/** What the process is told, as its only argument. Paths are from where it runs, the project's folder. */
export interface Job {
  seed: number;
  entry: string;
  /** What the run calls each of its files, by path. */
  names: Record<string, string>;
}

const job = JSON.parse(process.argv[2]!) as Job;
const here = process.cwd();
const address = (path: string) => pathToFileURL(join(here, path)).href;

/** At once, so that nothing is lost however the process ends, and an endless loop shows what it did. */
function print(value: unknown): void {
  const bytes = Buffer.from(frame(value));
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      // Full, and whoever reads is not as fast.
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    }
  }
}

function write(entry: Entry): void {
  print(entry);
  if (entry.type === 'end') process.exit();
}

/** Takes what the example writes to a stream, a line at a time. The real one is never opened: it would write later. */
function takeLines(stream: 'stdout' | 'stderr', level: 'log' | 'error'): void {
  const decoder = new TextDecoder();
  let waiting = '';
  const take = (text: string) => {
    const lines = (waiting + text).split('\n');
    waiting = lines.pop()!;
    for (const line of lines) library.show({ type: 'console', level, text: line });
  };
  const value = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      take(decoder.decode(chunk, { stream: true }));
      done();
    },
  });
  Object.defineProperty(process, stream, { value, configurable: true });
  process.on('exit', () => waiting && take('\n'));
}

// The very module that the example imports, not a second one.
const found = createRequire(join(here, 'package.json')).resolve('desired-capacity');
const library = (await import(/* @vite-ignore */ pathToFileURL(found).href)) as typeof Library;
takeLines('stdout', 'log');
takeLines('stderr', 'error');
print({ type: 'started' });
await runHere({
  library,
  seed: job.seed,
  entry: address(job.entry),
  names: new Map(Object.entries(job.names).map(([path, name]) => [address(path), name])),
  write,
  needs(service) {
    print({ type: 'needs', service });
    process.exit();
  },
});
