/**
 * The process in which Node runs one example: what the Instant engine's worker is in a browser. It writes entries, one
 * a line, to file descriptor 3: at once, so that nothing is lost however the process ends.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runHere } from '../../src/sandbox/node/run.ts';
import * as library from '../../src/sim/index.ts';

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

await runHere({
  library,
  seed: job.seed,
  entry: pathToFileURL(job.entry).href,
  names: new Map(Object.entries(job.paths).map(([name, path]) => [pathToFileURL(path).href, name])),
  write(entry) {
    writeSync(3, `${JSON.stringify(entry)}\n`);
    if (entry.type === 'end') process.exit();
  },
});
