import type { EndEntry } from '../../../sim/report/transcript.ts';
import { BOUNDS } from '../bounds.ts';
import type { Command, Opening, Report, Setup, Start, Word } from './protocol.ts';

/**
 * Runs inside the opaque-origin frame: makes a worker for each run, and ends it. It holds the deadline, because the
 * page would hear of it too late and the worker may be in an endless loop.
 */

/** Seconds that a worker may take to load. */
const LOADING = 15;
/** Milliseconds for which entries are gathered before the page hears of them; the first goes at once. */
const GATHERING = 16;

/** So many entries go to the page at once: it has other things to do in between. */
const PORTION = 200;

/** Said where a run can't even tell what it ended in. */
const BROKEN = 'the code has changed something of the language that every run needs';

/** A worker that has loaded or is about to, and has run nothing yet. */
class Lane {
  readonly worker: Worker;
  ready = false;
  failure: string | undefined;
  /** Told of each word, and of a change of `ready` or `failure`. */
  listener: ((word: Word) => void) | undefined;

  constructor(script: string, opening: Opening) {
    this.worker = new Worker(script);
    this.worker.onmessage = (event: MessageEvent<Word>) => this.#hear(event.data);
    this.worker.onerror = (event) => {
      event.preventDefault();
      if (!this.ready) this.#hear({ type: 'failed', message: event.message || 'the worker did not load' });
    };
    this.worker.postMessage(opening);
  }

  #hear(word: Word): void {
    if (word.type === 'ready') this.ready = true;
    if (word.type === 'failed') this.failure = word.message;
    this.listener?.(word);
  }
}

/** A run under way, from its command to its end. */
class Run {
  readonly #start: Start;
  readonly #lane: Lane;
  readonly #report: (report: Report) => void;
  readonly #onEnd: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #gathered: unknown[] = [];
  #gathering: ReturnType<typeof setTimeout> | undefined;
  #count = 0;

  constructor(start: Start, lane: Lane, report: (report: Report) => void, onEnd: () => void) {
    this.#start = start;
    this.#lane = lane;
    this.#report = report;
    this.#onEnd = onEnd;
  }

  begin(): void {
    const lane = this.#lane;
    lane.worker.postMessage(this.#start.job);
    lane.listener = (word) => this.#hear(word);
    if (lane.failure !== undefined) this.#fail(lane.failure);
    else if (lane.ready) this.#started();
    else this.#timer = setTimeout(() => this.#fail('the worker did not load in time'), LOADING * 1000);
  }

  end(reason: EndEntry['reason']): void {
    this.#flush();
    this.#close();
    this.#report({ type: 'end', run: this.#start.run, reason });
  }

  #hear(word: Word): void {
    switch (word.type) {
      case 'ready':
        return this.#started();
      case 'entry':
        return this.#gather(word.entry);
      case 'needs':
        this.#flush();
        this.#close();
        return this.#report({ type: 'needs', run: this.#start.run, service: word.service });
      case 'end':
        return this.end(word.reason);
      case 'broken':
        this.#gather({ type: 'error', name: 'Error', message: BROKEN });
        return this.end('error');
      case 'failed':
        return this.#fail(word.message);
    }
  }

  #started(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.end('deadline'), this.#start.deadline * 1000);
    this.#report({ type: 'started', run: this.#start.run });
  }

  #gather(entry: unknown): void {
    this.#gathered.push(entry);
    // The worker counts too; this one can't be tampered with.
    if (++this.#count > BOUNDS.entries) return this.end('limit');
    if (this.#count === 1 || this.#gathered.length >= PORTION) return this.#flush();
    this.#gathering ??= setTimeout(() => this.#flush(), GATHERING);
  }

  #flush(): void {
    clearTimeout(this.#gathering);
    this.#gathering = undefined;
    if (this.#gathered.length === 0) return;
    this.#report({ type: 'entries', run: this.#start.run, entries: this.#gathered });
    this.#gathered = [];
  }

  #fail(message: string): void {
    this.#close();
    this.#report({ type: 'failed', run: this.#start.run, message });
  }

  #close(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#gathering);
    this.#lane.listener = undefined;
    this.#lane.worker.terminate();
    this.#onEnd();
  }
}

function serve(setup: Setup, port: MessagePort): void {
  const script = URL.createObjectURL(new Blob([setup.worker], { type: 'text/javascript' }));
  let { part } = setup;
  const open = () => new Lane(script, { library: setup.library, part });
  const report = (message: Report) => port.postMessage(message);
  let spare: Lane | undefined;
  let current: Run | undefined;
  let number = 0;

  // One worker more than runs, loaded and idle: the next run starts at once. A fresh one each time, for no run may
  // find what another left.
  function keepSpare(): void {
    spare = open();
    spare.listener = () => report({ type: 'ready' });
  }

  port.onmessage = ({ data: command }: MessageEvent<Command>) => {
    if (command.type === 'ping') return report({ type: 'pong' });
    if (command.type === 'stop') {
      if (command.run === number) current?.end('stopped');
      return;
    }
    current?.end('stopped');
    number = command.run;
    part = command.job.part;
    const lane = spare ?? open();
    spare = undefined;
    current = new Run(command, lane, report, () => {
      current = undefined;
      keepSpare();
    });
    current.begin();
  };
  keepSpare();
}

addEventListener('message', function setUp(event: MessageEvent<Setup>) {
  const [port] = event.ports;
  if (event.source !== parent || event.data?.type !== 'setup' || !port) return;
  removeEventListener('message', setUp);
  serve(event.data, port);
});
