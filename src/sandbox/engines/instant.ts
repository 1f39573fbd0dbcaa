import type { EndEntry, Entry } from '../../sim/report/transcript.ts';
import index from '../../sim/core.ts?chunks=code';
import { Chunks, namesTouched, touched, withNeeds } from '../chunks.ts';
import { EngineError, type Engine, type Files, type RunOptions, type Say } from '../engine.ts';
import workerUrl from '../worker/main.ts?bundle=script';
import { EntryReader, OutOfBounds } from './bounds.ts';
import { EntryStream } from './entry-stream.ts';
import { fetchText } from './fetch-text.ts';
import { FrameHost } from './instant/frame-host.ts';
import frameCode from './instant/frame.ts?bundle=script&inline';
import type { LibraryPart, Setup } from './instant/protocol.ts';

/** Seconds until a run must have started, scripts fetched and all. */
const STARTING = 30;
/** Seconds that a frame gets beyond the deadline to say that it was reached. */
const GRACE = 2;
/** Seconds between two pings, and how many of them may go unanswered. */
const PING = 1;
const UNANSWERED = 4;

const REASONS: readonly unknown[] = ['done', 'error', 'stopped', 'deadline', 'limit'];

interface Run {
  id: number;
  files: Files;
  options: RunOptions;
  /** Those that the code touches, as far as is known. */
  services: string[];
  stream: EntryStream;
  reader: EntryReader;
  watch: ReturnType<typeof setTimeout> | undefined;
  pulse: ReturnType<typeof setInterval>;
}

/**
 * Runs a reader's code in this browser, at once: a fresh Web Worker for each run, inside a sandboxed frame of opaque
 * origin without network, storage or access to the page. Works offline once its scripts are there, and without
 * cross-origin isolation.
 *
 * `Math.random`, `crypto`, `Date` and `performance` are pinned by the seed; what a run may show is bounded by `BOUNDS`.
 * A run ends when nothing is due any more, timers included.
 *
 * Of the library a run loads the core and the services that its code touches. Where it comes to touch more, that is
 * loaded too and the run begins anew: what it shows goes on where it was.
 */
export class InstantEngine implements Engine {
  readonly name = 'instant';
  #host: FrameHost | undefined;
  #run: Run | undefined;
  #lastId = 0;
  #onWarm: (() => void)[] = [];
  /** Whether the frame has spoken: before, it may still be waiting for its scripts. */
  #warm = false;
  #unanswered = 0;
  readonly #chunks = new Chunks(index, fetchText);

  warm(_say?: Say, files: Files = {}): Promise<void> {
    const part = this.#part(files, touched(files, index.services));
    this.#open(part);
    // Where the frame is open already: a run will want it.
    part.catch(() => undefined);
    return this.#warm ? Promise.resolve() : new Promise((resolve) => this.#onWarm.push(resolve));
  }

  run(files: Files, options: RunOptions): AsyncIterable<Entry> {
    const { entry } = options;
    if (!Object.hasOwn(files, entry)) throw new RangeError(`There is no file ${entry} among those to run.`);
    this.stop();
    const id = ++this.#lastId;
    const stream = new EntryStream(() => {
      if (this.#run?.id === id) this.stop();
    });
    const run: Run = {
      id,
      files,
      options,
      services: touched(files, index.services),
      stream,
      reader: new EntryReader(),
      watch: undefined,
      pulse: setInterval(() => this.#ping(), PING * 1000),
    };
    this.#run = run;
    this.#unanswered = 0;
    void this.#begin(run);
    return stream;
  }

  /** Sends a run off, or off again. */
  async #begin(run: Run): Promise<void> {
    const { id, files, options, services } = run;
    const { entry, seed, deadline } = options;
    clearTimeout(run.watch);
    run.watch = setTimeout(
      () => this.#lose(new EngineError('The sandbox did not start.', 'Reload the page and press Run again.')),
      STARTING * 1000,
    );
    const part = this.#part(files, services);
    const host = this.#open(part);
    try {
      const job = { files, entry, seed, part: await part };
      if (this.#run === run) host.send({ type: 'run', run: id, job, deadline });
    } catch (error) {
      if (this.#run === run) this.#lose(error as Error);
    }
  }

  async #part(files: Files, names: string[]): Promise<LibraryPart> {
    const services = names.map((name) => [name, index.services[name]!.class]);
    const taken = namesTouched(files, index.names);
    return {
      modules: await this.#chunks.texts(names, taken),
      services: Object.fromEntries(services),
      names: taken,
    };
  }

  stop(): void {
    if (!this.#run) return;
    this.#host?.send({ type: 'stop', run: this.#run.id });
    this.#finish('stopped');
  }

  dispose(): void {
    this.#finish('stopped');
    this.#close();
  }

  /** @param part what the first run is likely to want */
  #open(part: Promise<LibraryPart>): FrameHost {
    this.#host ??= new FrameHost(
      frameCode,
      this.#setup(part),
      (report) => this.#hear(report),
      (error) => this.#lose(error),
    );
    return this.#host;
  }

  async #setup(first: Promise<LibraryPart>): Promise<Omit<Setup, 'type'>> {
    const [worker, core, part] = await Promise.all([fetchText(workerUrl), this.#chunks.core(), first]);
    return { worker, library: { core, facts: index.services }, part };
  }

  // Counted, not timed: while a page sleeps, nobody answers, and nobody asks.
  #ping(): void {
    if (!this.#warm) return;
    if (this.#unanswered >= UNANSWERED) {
      const message =
        'The sandbox stopped working; most likely the run took more memory than the browser gives it.';
      return this.#lose(new EngineError(message, 'Make the run smaller and press Run again.'));
    }
    this.#unanswered++;
    this.#host?.send({ type: 'ping' });
  }

  #close(): void {
    this.#host?.close();
    this.#host = undefined;
    this.#warm = false;
    this.#warmed();
  }

  #warmed(): void {
    for (const resolve of this.#onWarm.splice(0)) resolve();
  }

  #hear(message: unknown): void {
    const report = (message ?? {}) as Record<string, unknown>;
    this.#unanswered = 0;
    if (report['type'] === 'ready' || report['type'] === 'started') {
      this.#warm = true;
      this.#warmed();
    }
    const run = this.#run;
    if (!run || report['run'] !== run.id) return;
    switch (report['type']) {
      case 'started':
        clearTimeout(run.watch);
        run.watch = setTimeout(
          () => {
            this.#finish('deadline');
            this.#close();
          },
          (run.options.deadline + GRACE) * 1000,
        );
        break;
      case 'entries':
        this.#take(run, report['entries']);
        break;
      case 'needs':
        this.#more(run, report['service']);
        break;
      case 'end':
        if (!REASONS.includes(report['reason'])) return this.#distrust();
        this.#finish(report['reason'] as EndEntry['reason']);
        break;
      case 'failed':
        this.#lose(
          new EngineError(
            'This browser did not start the sandbox.',
            'Reload the page, or try another browser.',
          ),
        );
    }
  }

  /** Begins a run anew, with one service more. */
  #more(run: Run, service: unknown): void {
    const known = typeof service === 'string' && Object.hasOwn(index.services, service);
    if (!known || run.services.includes(service)) return this.#distrust();
    run.services = withNeeds([...run.services, service], index.services);
    run.reader = new EntryReader();
    run.stream.again();
    void this.#begin(run);
  }

  #take(run: Run, entries: unknown): void {
    try {
      for (const entry of entries as unknown[]) run.stream.push(run.reader.read(entry));
    } catch (error) {
      this.#host?.send({ type: 'stop', run: run.id });
      if (error instanceof OutOfBounds) this.#finish('limit');
      else this.#distrust();
    }
  }

  #distrust(): void {
    this.#lose(new EngineError('The sandbox sent something that is no result.', 'Press Run again.'));
  }

  #finish(reason: EndEntry['reason']): void {
    const run = this.#run;
    if (!run) return;
    this.#leave(run);
    run.stream.push({ type: 'end', reason });
  }

  /** Gives this frame up; the next run opens another. */
  #lose(error: Error): void {
    const run = this.#run;
    if (run) this.#leave(run);
    run?.stream.fail(error);
    this.#close();
  }

  #leave(run: Run): void {
    this.#run = undefined;
    clearTimeout(run.watch);
    clearInterval(run.pulse);
  }
}
