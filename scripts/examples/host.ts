/**
 * The process in which Node runs one example: what the Instant engine's worker is in a browser. It writes entries, one
 * a line, to file descriptor 3: at once, so that nothing is lost however the process ends.
 */
import { writeSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runHere } from '../../src/sandbox/node/run.ts';
import type * as Core from '../../src/sim/core.ts';

/** What the process is told, as its only argument. */
export interface Job {
  seed: number;
  /** Absolute path of the file that runs. */
  entry: string;
  /** Absolute path of each file by the name that the run knows it by. */
  paths: Record<string, string>;
  /** A file to run in another's place, as a solution in its starter's. Absolute paths. */
  instead?: { of: string; path: string };
  /** Absolute path of the folder with the library's chunks. */
  library: string;
  /** By name, what is known of every service, and the name of its class. */
  services: Record<string, Core.ServiceFacts & { class: string }>;
  /** The names of the services that are loaded. */
  loaded: string[];
}

/** What the process writes last where the run touches a service that is not loaded: it has to begin again with it. */
export interface Needs {
  type: 'needs';
  service: string;
}

const job = JSON.parse(process.argv[2]!) as Job;
const LIBRARY = /^desired-capacity(?:\/(.+))?$/;
const instead = job.instead && {
  from: pathToFileURL(job.instead.of).href,
  to: pathToFileURL(job.instead.path).href,
};

const write = (line: object) => writeSync(3, `${JSON.stringify(line)}\n`);

function needs(service: string): never {
  write({ type: 'needs', service } satisfies Needs);
  process.exit();
}

/** The address of a module of the library. */
function addressOf(service: string | undefined): string {
  const folder = pathToFileURL(job.library).href;
  if (service === undefined) return `${folder}/index.js`;
  if (!Object.hasOwn(job.services, service)) {
    const known = Object.keys(job.services).sort().join(', ');
    throw new Error(`There is no 'desired-capacity/${service}'. The services: ${known}.`);
  }
  if (!job.loaded.includes(service)) needs(service);
  return `${folder}/services/${service}/index.js`;
}

registerHooks({
  resolve(specifier, context, next) {
    const match = LIBRARY.exec(specifier);
    const found = next(match ? addressOf(match[1]) : specifier, context);
    return found.url === instead?.from ? { ...found, url: instead.to } : found;
  },
});

const library = (await import(/* @vite-ignore */ addressOf(undefined))) as typeof Core;
library.provide(job.services);
for (const name of job.loaded) {
  const module = (await import(/* @vite-ignore */ addressOf(name))) as Record<string, Core.ServiceClass>;
  library.provide({ [name]: module[job.services[name]!.class]! });
}

await runHere({
  library,
  seed: job.seed,
  entry: pathToFileURL(job.entry).href,
  names: new Map(Object.entries(job.paths).map(([name, path]) => [pathToFileURL(path).href, name])),
  write(entry) {
    write(entry);
    if (entry.type === 'end') process.exit();
  },
  needs,
});
