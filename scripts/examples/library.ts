import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withNeeds } from '../../src/sandbox/chunks.ts';
import { ROOT } from '../astro.ts';
import { type Chunks, type Edit, libraryChunks, type ServiceChunk } from '../package/chunks.ts';

/** What runs an example, beside the library. */
const RUNNER = [
  'scripts/examples/{host,run}.ts',
  'src/sandbox/node/*.ts',
  'src/sandbox/engines/bounds.ts',
  'src/sandbox/worker/{check-place,pin,place}.ts',
];

/** The library as examples run on it: in chunks, of which a run loads the core and the services that it touches. */
export class Library {
  /** Absolute path of the folder of the chunks. */
  readonly folder: string;
  /** What is known of every service, by name. */
  readonly services: Record<string, Omit<ServiceChunk, 'modules'>>;
  readonly #chunks: Chunks;
  readonly #runner: string;
  readonly #states = new Map<string, string>();

  constructor(chunks: Chunks, runner: string) {
    this.#chunks = chunks;
    this.#runner = runner;
    this.folder = chunks.folder;
    const facts = Object.entries(chunks.services).map(([name, { modules: _, ...said }]) => [name, said]);
    this.services = Object.fromEntries(facts) as Library['services'];
  }

  /** A name for all that a run with these services loads: comments in the library do not count. */
  stateWith(services: readonly string[]): string {
    const names = withNeeds(services, this.services);
    const known = this.#states.get(names.join());
    if (known) return known;
    const { core, modules, services: chunks } = this.#chunks;
    const loaded = names.flatMap((name) => chunks[name]!.modules);
    const hash = createHash('sha256').update(process.version).update(this.#runner);
    for (const path of new Set([...core, ...loaded])) {
      // What a module exports to the others follows from what they use of it.
      hash.update(`\0${path}\0`).update(modules[path]!.replace(/^export \{[^}]*\};?\s*$/m, ''));
    }
    const state = hash.update(JSON.stringify(this.services)).digest('hex');
    this.#states.set(names.join(), state);
    return state;
  }
}

/** The library of this moment, or as it would be with an edit: with all services, or only those. */
export async function loadLibrary(source?: string, edit?: Edit, only?: readonly string[]): Promise<Library> {
  const runner = createHash('sha256');
  for (const file of globSync(RUNNER, { cwd: ROOT }).sort()) runner.update(readFileSync(join(ROOT, file)));
  return new Library(await libraryChunks('run', source, edit, only), runner.digest('hex'));
}

let present: Promise<Library> | undefined;

/** The library as it was when it was first asked for, until it is forgotten: to look whether it has changed takes long. */
export function presentLibrary(): Promise<Library> {
  return (present ??= loadLibrary());
}

/** Has the library looked at anew when it is next asked for. */
export function forgetLibrary(): void {
  present = undefined;
}
