import type { EndEntry, Entry } from '../../sim/report/transcript.ts';
import libraryUrl from '../../sim/index.ts?bundle=module';
import { EngineError, type Engine, type Files, type RunOptions } from '../engine.ts';
import workerUrl from '../worker/main.ts?bundle=script';
import { EntryReader, OutOfBounds } from './bounds.ts';
import { EntryStream } from './entry-stream.ts';
import { fetchText } from './fetch-text.ts';
import { FrameHost } from './instant/frame-host.ts';
import frameCode from './instant/frame.ts?bundle=script&inline';
import type { Setup } from './instant/protocol.ts';

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
  stream: EntryStream;
  reader: EntryReader;
  deadline: number;
  watch: ReturnType<typeof setTimeout>;
  pulse: ReturnType<typeof setInterval>;
}

/**
 * Runs a reader's code in this browser, at once: a fresh Web Worker for each run, inside a sandboxed frame of opaque
 * origin without network, storage or access to the page. Works offline once its scripts are there, and without
 * cross-origin isolation.
 *
 * `Math.random`, `crypto`, `Date` and `performance` are pinned by the seed; what a run may show is bounded by `BOUNDS`.
 * A run ends when nothing is due any more, timers included.
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

  warm(): Promise<void> {
    this.#open();
    return this.#warm ? Promise.resolve() : new Promise((resolve) => this.#onWarm.push(resolve));
  }

  run(files: Files, { entry, seed, deadline }: RunOptions): AsyncIterable<Entry> {
    if (!Object.hasOwn(files, entry)) throw new RangeError(`There is no file ${entry} among those to run.`);
    this.stop();
    const id = ++this.#lastId;
    const stream = new EntryStream(() => {
      if (this.#run?.id === id) this.stop();
    });
    const watch = setTimeout(
      () => this.#lose(new EngineError('The sandbox did not start.', 'Reload the page and press Run again.')),
      STARTING * 1000,
    );
    const pulse = setInterval(() => this.#ping(), PING * 1000);
    this.#run = { id, stream, reader: new EntryReader(), deadline, watch, pulse };
    this.#unanswered = 0;
    this.#open().send({ type: 'run', run: id, job: { files, entry, seed }, deadline });
    return stream;
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

  #open(): FrameHost {
    this.#host ??= new FrameHost(
      frameCode,
      fetchSetup(),
      (report) => this.#hear(report),
      (error) => this.#lose(error),
    );
    return this.#host;
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
          (run.deadline + GRACE) * 1000,
        );
        break;
      case 'entries':
        this.#take(run, report['entries']);
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

async function fetchSetup(): Promise<Omit<Setup, 'type'>> {
  const [worker, library] = await Promise.all([fetchText(workerUrl), fetchText(libraryUrl)]);
  return { worker, modules: { 'desired-capacity': library } };
}
