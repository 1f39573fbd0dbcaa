import type * as Core from '../../sim/core.ts';
import { followRuns } from '../../sim/kernel/virtual-timers.ts';
import type { Entry } from '../../sim/report/transcript.ts';
import { bareList, BOUNDS, EntryReader, OutOfBounds, packPoints } from '../engines/bounds.ts';
import type { Job, LibraryPart, Opening, Word } from '../engines/instant/protocol.ts';
import { nameCheckFile } from './check-place.ts';
import { Compiler } from './compile.ts';
import { failureEntry } from './failure.ts';
import { strip } from './globals.ts';
import { Modules } from './modules.ts';
import { pin } from './pin.ts';
import { Timers } from './timers.ts';

/**
 * The worker of the Instant engine: it gets ready, runs one job, and is thrown away. Bundled to one classic script,
 * because a module worker from a blob does not load in an opaque origin.
 */

/** The date on which every simulated world begins. */
const EPOCH = Date.UTC(2026, 0, 1);

// Taken before a reader's code is there: it can't find the way to the frame. What is sent the page reads anew: code that
// has changed the language's own methods may change what its run shows, and nothing beside it.
const post = (globalThis.postMessage as (word: Word) => void).bind(globalThis);
const reportError = globalThis.reportError.bind(globalThis);
const asText = String;
const listen = globalThis.addEventListener.bind(globalThis);

type Reason = Extract<Word, { type: 'end' }>['reason'];

let over = false;
/** The reader's code has begun: what fails from now on, it has broken. */
let begun = false;

function end(reason: Reason): void {
  if (over) return;
  over = true;
  post({ type: 'end', reason });
}

const reader = new EntryReader(bareList);

function show(entry: Entry): void {
  if (over) return;
  const tooLong = entry.type === 'console' && entry.text.length > BOUNDS.text;
  try {
    const shown = tooLong ? { ...entry, text: `${entry.text.slice(0, BOUNDS.text - 2)} …` } : entry;
    post({ type: 'entry', entry: packPoints(reader.read(shown), bareList) });
    if (tooLong) end('limit');
  } catch (error) {
    if (!(error instanceof OutOfBounds)) throw error;
    end('limit');
  }
}

/** What a run shows goes to the page: no code of the run turns it away. */
const HELD = `export function setSink() {
  throw new Error('setSink does not work in the sandbox: what a run shows goes to the page.');
}`;

/** The library with the services that are loaded. */
class Library {
  readonly core: typeof Core;
  readonly #modules: Modules;
  /** What an import may name besides files of the run, and the address of each. */
  readonly addresses: Record<string, string> = {};

  constructor(core: typeof Core, modules: Modules, facts: Record<string, Core.ServiceFacts>) {
    this.core = core;
    this.#modules = modules;
    core.provide(facts);
  }

  /** Gives every cloud these services, and imports these names. */
  async load({ modules, services, names }: LibraryPart): Promise<void> {
    this.#modules.add(modules);
    const parts = names.map((name) => `parts/${name}.names.js`);
    this.addresses['desired-capacity'] = this.#modules.all(['index.js', ...parts], HELD);
    for (const [name, Class] of Object.entries(services)) {
      const address = this.#modules.address(`services/${name}/index.js`);
      this.addresses[`desired-capacity/${name}`] = address;
      const exported = (await import(/* @vite-ignore */ address)) as Record<string, Core.ServiceClass>;
      this.core.provide({ [name]: exported[Class]! });
    }
  }
}

async function run(job: Job, { core, addresses }: Library, timers: Timers): Promise<void> {
  begun = true;
  const compiler = new Compiler(job.files, addresses);
  const fail = (error: unknown, event?: ErrorEvent) => {
    if (over) return;
    let entry: Entry = { type: 'error', name: 'Uncaught', message: 'what was thrown can’t be shown' };
    try {
      entry = failureEntry(error, compiler, event);
    } catch {
      // What was thrown fights back, or the run has broken what would describe it.
    }
    try {
      show(entry);
    } finally {
      end('error');
    }
  };
  listen('error', (event) => {
    event.preventDefault();
    fail((event as ErrorEvent).error, event as ErrorEvent);
  });
  listen('unhandledrejection', (event) => {
    event.preventDefault();
    fail((event as PromiseRejectionEvent).reason);
  });
  core.onNotLoaded((service) => {
    if (over) return;
    over = true;
    post({ type: 'needs', service });
  });
  const random = new core.RandomStream(job.seed, 'Math.random');
  pin(() => random.next(), EPOCH);
  followRuns(core.drivenSimulation);
  core.setDefaultSeed(job.seed);
  core.setSink((entry) => show(nameCheckFile(entry, (url) => compiler.names().get(url))));
  core.captureConsole();
  try {
    await import(/* @vite-ignore */ compiler.compile(job.entry));
  } catch (error) {
    // Not `fail`: the engine's own report knows the place even of an error that has no stack, as one of syntax.
    return reportError(error);
  }
  await timers.idle();
  end('done');
}

async function open(opening: Promise<Opening>, job: Promise<Job>): Promise<void> {
  // Engines keep ten frames of an error's stack, and the library may fill them.
  Error.stackTraceLimit = 30;
  const timers = new Timers();
  timers.install();
  strip();
  const { library: parts, part } = await opening;
  const modules = new Modules(parts.core);
  const core = (await import(/* @vite-ignore */ modules.address('index.js'))) as typeof Core;
  const library = new Library(core, modules, parts.facts);
  await library.load(part);
  post({ type: 'ready' });
  const given = await job;
  await library.load(given.part);
  await run(given, library, timers);
}

function nextMessage<T>(): Promise<T> {
  return new Promise((resolve) => {
    const take = (event: Event) => resolve((event as MessageEvent<T>).data);
    listen('message', take, { once: true });
  });
}

const opening = nextMessage<Opening>();
const job = opening.then(() => nextMessage<Job>());
open(opening, job).catch((error: unknown) => {
  if (begun) post({ type: 'broken' });
  else post({ type: 'failed', message: asText(error) });
});
