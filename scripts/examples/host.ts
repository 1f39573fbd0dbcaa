/**
 * The process in which Node runs one example: what the Instant engine's worker is in a browser. It writes entries, one
 * a line, to file descriptor 3: at once, so that nothing is lost however the process ends. Bundled with the library.
 */
import { writeSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runHere } from '../../src/sandbox/node/run.ts';
import * as library from '../../src/sim/core.ts';
import type { ServiceClass } from '../../src/sim/tongue/service.ts';
import type { Library } from './library.ts';

/** What the process is told, as its only argument. */
export interface Job {
  seed: number;
  /** Absolute path of the file that runs. */
  entry: string;
  /** Absolute path of each file by the name that the run knows it by. */
  paths: Record<string, string>;
  /** A file to run in another's place, as a solution in its starter's. Absolute paths. */
  instead?: { of: string; path: string };
  services: Library['services'];
}

/** What the process writes last: the chunks that the run has loaded. */
export interface Loaded {
  type: 'loaded';
  chunks: string[];
}

const job = JSON.parse(process.argv[2]!) as Job;
const NAME = /^desired-capacity(?:\/([\w-]+))?$/;
const require = createRequire(import.meta.url);
const here = new URL('.', import.meta.url).href;
const instead = job.instead && {
  from: pathToFileURL(job.instead.of).href,
  to: pathToFileURL(job.instead.path).href,
};
const chunks = new Set<string>();

registerHooks({
  resolve(specifier, context, next) {
    const [named, service = 'core'] = NAME.exec(specifier) ?? [];
    const found = next(named ? `${here}${service}.js` : specifier, context);
    if (found.url.startsWith(here)) chunks.add(basename(fileURLToPath(found.url)));
    return found.url === instead?.from ? { ...found, url: instead.to } : found;
  },
});

/** Stands for the class of a service, and loads it when the run first touches it. */
function lazily(load: () => ServiceClass): ServiceClass {
  // A function, whose prototype may differ from the one that the trap gives.
  return new Proxy(function () {} as unknown as ServiceClass, {
    construct: (_, args) => Reflect.construct(load(), args) as object,
    get: (_, name) => Reflect.get(load(), name) as unknown,
    has: (_, name) => Reflect.has(load(), name),
  });
}

for (const [getter, { chunk, name }] of Object.entries(job.services)) {
  const load = () => (require(`./${chunk}`) as Record<string, ServiceClass>)[name]!;
  library.provide({ [getter]: lazily(load) });
}

const write = (line: object) => writeSync(3, `${JSON.stringify(line)}\n`);
process.on('exit', () => write({ type: 'loaded', chunks: [...chunks] } satisfies Loaded));

await runHere({
  library: library as Parameters<typeof runHere>[0]['library'],
  seed: job.seed,
  entry: pathToFileURL(job.entry).href,
  names: new Map(Object.entries(job.paths).map(([name, path]) => [pathToFileURL(path).href, name])),
  write(entry) {
    write(entry);
    if (entry.type === 'end') process.exit();
  },
});
