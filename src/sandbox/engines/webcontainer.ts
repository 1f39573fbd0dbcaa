import type { WebContainerProcess } from '@webcontainer/api';
import type { EndEntry, Entry } from '../../sim/report/transcript.ts';
import { type ChunkIndex, touched, withNeeds } from '../chunks.ts';
import type { Engine, Files, ProjectName, RunOptions, Say } from '../engine.ts';
import { entriesAtExit } from '../node/exit.ts';
import { EntryReader, OutOfBounds } from './bounds.ts';
import { EntryStream } from './entry-stream.ts';
import type { Container } from './webcontainer/container.ts';
import { ContainerFailure, failureFrom } from './webcontainer/failures.ts';
import { FrameReader } from './webcontainer/frames.ts';
import { startContainer } from './webcontainer/start.ts';

/** Seconds until a process must have begun to run the reader's code. */
const STARTING = 30;
/** Seconds between two pings while something runs, and how many of them may go unanswered. */
const PING = 2;
const UNANSWERED = 4;

const REASONS: readonly EndEntry['reason'][] = ['error', 'limit'];

const SANDBOX: ProjectName = { id: 'example', title: 'Example' };

interface Run {
  stream: EntryStream;
  reader: EntryReader;
  process?: WebContainerProcess;
  /** Seconds that the reader's code gets. */
  deadline: number;
  /** Ends what takes too long: the start, then the reader's code. */
  timer?: ReturnType<typeof setTimeout>;
  started?: boolean;
  /** The services that the project has; undefined before the first process. */
  services?: readonly string[];
  pulse?: ReturnType<typeof setInterval>;
}

/** What a terminal needs of a shell: a process in the project's folder, and the project's files put there anew. */
export interface Shell {
  process: WebContainerProcess;
  /** Puts the files there as they are now. */
  put(files: Files): Promise<void>;
  container: Container;
}

/**
 * Runs a reader's code in Node, inside this browser: in a WebContainer, which comes from stackblitz.com when it is first
 * asked for. One serves the whole page; each project keeps its folder in it, so that an edit needs no new start.
 *
 * What a run shows is bounded by `BOUNDS`, as the Instant engine's is, and equal to it.
 */
export class WebContainerEngine implements Engine {
  readonly name = 'webcontainer';
  #starting: Promise<Container> | undefined;
  #run: Run | undefined;
  /** What was last done to start, and who hears of it. */
  #step = '';
  readonly #listeners = new Set<Say>();
  readonly #leave = new AbortController();

  constructor() {
    // A page that is left may be kept for the way back, and must not keep this.
    addEventListener('pagehide', () => this.#close(), this.#leave);
  }

  async warm(say: Say = () => {}): Promise<void> {
    await this.#open(say);
  }

  run(files: Files, options: RunOptions): AsyncIterable<Entry> {
    const { entry } = options;
    if (!Object.hasOwn(files, entry)) throw new RangeError(`There is no file ${entry} among those to run.`);
    this.stop();
    const stream = new EntryStream(() => {
      if (this.#run === run) this.stop();
    });
    const run: Run = { stream, reader: new EntryReader(), deadline: options.deadline };
    this.#run = run;
    this.#play(run, files, options).catch((error: unknown) => this.#lose(run, error));
    return stream;
  }

  stop(): void {
    if (this.#run) this.#finish(this.#run, 'stopped');
  }

  /** A shell in a project's folder. Throws EngineError. */
  async shell(
    files: Files,
    { entry, seed, project = SANDBOX }: Pick<RunOptions, 'entry' | 'seed' | 'project'>,
    size: { cols: number; rows: number },
    say: Say,
  ): Promise<Shell> {
    const container = await this.#open(say);
    const put = (now: Files) => {
      const services = touched(now, container.library.index.services);
      return container.put({ ...project, page: pageAddress(), entry, seed, files: now, services });
    };
    const process = await container.shell(await put(files), size);
    return { process, container, put: async (now) => void (await put(now)) };
  }

  dispose(): void {
    this.#leave.abort();
    this.#close();
  }

  #close(): void {
    this.stop();
    this.#starting?.then(
      (container) => container.close(),
      () => undefined,
    );
    this.#starting = undefined;
  }

  #open(say: Say): Promise<Container> {
    this.#listeners.add(say);
    if (this.#starting) say(this.#step);
    const starting = (this.#starting ??= this.#start());
    const over = () => this.#listeners.delete(say);
    starting.then(over, over);
    return starting;
  }

  #start(): Promise<Container> {
    const starting = startContainer((step) => {
      this.#step = step;
      for (const listener of this.#listeners) listener(step);
    });
    const forget = () => {
      if (this.#starting === starting) this.#starting = undefined;
    };
    starting.then(async ({ gone }) => {
      const failure = await gone;
      forget();
      if (this.#run && failure) this.#lose(this.#run, failure);
    }, forget);
    return starting;
  }

  async #play(run: Run, files: Files, { entry, seed, project = SANDBOX, say }: RunOptions): Promise<void> {
    const current = () => this.#run === run;
    const container = await this.#open(say ?? (() => {}));
    if (!current()) return;
    this.#listen(run, container);
    const known = container.library.index.services;
    run.services = touched(files, known);
    for (;;) {
      const services: readonly string[] = run.services;
      const parts = { ...project, page: pageAddress(), entry, seed, files, services };
      const mounted = await container.put(parts);
      if (!current()) return;
      say?.(`Running in Node ${container.node.slice(1)} …`);
      const process = await container.run(mounted, seed);
      if (!current()) return process.kill();
      run.process = process;
      run.started = false;
      run.timer = setTimeout(() => container.fail(new ContainerFailure('crash')), STARTING * 1000);
      const frames = new FrameReader();
      const output = process.output.getReader();
      for (;;) {
        const { value, done } = await output.read();
        if (!current()) return;
        if (done) break;
        for (const one of frames.read(value)) this.#take(run, one, known);
      }
      const code = await process.exit;
      if (!current()) return;
      if (run.services !== services) continue;
      for (const one of entriesAtExit(code) ?? exit(code, frames.rest)) run.stream.push(one);
      return this.#end(run);
    }
  }

  #take(run: Run, value: unknown, known: ChunkIndex['services']): void {
    const { type, reason, service } = (value ?? {}) as Partial<
      Omit<EndEntry, 'type'> & { type: string; service: string }
    >;
    if (type === 'started' && !run.started) {
      run.started = true;
      clearTimeout(run.timer);
      run.timer = setTimeout(() => this.#finish(run, 'deadline'), run.deadline * 1000);
      return;
    }
    // It touches a service that it has not: it begins anew with that, and goes on where it was.
    if (type === 'needs' && service && Object.hasOwn(known, service) && !run.services!.includes(service)) {
      clearTimeout(run.timer);
      run.services = withNeeds([...run.services!, service], known);
      run.reader = new EntryReader();
      run.stream.again();
      return;
    }
    if (type === 'end' && reason && REASONS.includes(reason)) return this.#finish(run, reason);
    run.stream.push(run.reader.read(value));
  }

  // Counted, not timed: while a page sleeps, nobody answers, and nobody asks.
  #listen(run: Run, container: Container): void {
    let unanswered = 0;
    run.pulse = setInterval(() => {
      if (unanswered++ >= UNANSWERED) return container.fail(new ContainerFailure('crash'));
      container.ping().then(
        () => (unanswered = 0),
        () => undefined,
      );
    }, PING * 1000);
  }

  /** The run ends by what it did, or by what the reader or the engine made of it. */
  #finish(run: Run, reason: EndEntry['reason']): void {
    run.stream.push({ type: 'end', reason });
    this.#end(run);
  }

  #lose(run: Run, error: unknown): void {
    if (this.#run !== run) return;
    if (error instanceof OutOfBounds) return this.#finish(run, 'limit');
    run.stream.fail(failureFrom(error));
    this.#end(run);
  }

  #end(run: Run): void {
    if (this.#run === run) this.#run = undefined;
    clearTimeout(run.timer);
    clearInterval(run.pulse);
    run.process?.kill();
  }
}

/** What ends the transcript of a process that ended itself. Throws where it had no room to go on. */
function exit(code: number, printed: string): Entry[] {
  if (printed.includes('out of memory')) throw new ContainerFailure('memory');
  const message = `The process ended with exit code ${code}.`;
  return [
    ...(printed.trim() ? [{ type: 'console', level: 'error', text: printed.trim() } as const] : []),
    { type: 'error', name: 'Exit', message },
    { type: 'end', reason: 'error' },
  ];
}

function pageAddress(): string {
  return location.origin + location.pathname;
}
