import type { Entry } from '../sim/report/transcript.ts';
import type { Editor } from './editor.ts';
import type { SandboxElement } from './element.ts';
import { type Engine, EngineError } from './engine.ts';
import { engines } from './engines.ts';
import { outcome } from './view/outcome.ts';
import { seedIsPinned } from './view/seed.ts';
import { entryMarkup } from './view/transcript.ts';

/** Real seconds that a reader's run may take. */
const DEADLINE = 10;
/** Milliseconds between two drawings of a run that shows much. */
const FRAME = 50;

// One for the page: a run in one sandbox ends the run in another.
let opening: Promise<Engine> | undefined;
let engine: Engine | undefined;

function openEngine(): Promise<Engine> {
  opening ??= Promise.resolve(engines[0]!.open()).then((opened) => (engine = opened));
  return opening;
}

/** What happens when a reader uses a sandbox's buttons. */
export class Studio {
  readonly #host: SandboxElement;
  readonly #result: HTMLElement;
  readonly #seed: HTMLInputElement;
  readonly #built: { result: string; status: string };
  #editor: Promise<Editor> | undefined;
  /** Counts runs, so that one which was superseded knows. */
  #runs = 0;
  #running = false;

  constructor(host: SandboxElement) {
    this.#host = host;
    this.#result = host.querySelector('.transcript')!;
    this.#seed = host.querySelector('[type=number]')!;
    this.#built = {
      result: this.#result.innerHTML,
      status: host.querySelector('[role=status]')!.textContent,
    };
    void openEngine().then((ready) => ready.warm());
  }

  /** Runs the code as it stands and shows what comes in place of what was shown. */
  async run(): Promise<void> {
    const { data, code } = this.#host;
    const run = ++this.#runs;
    const seed = this.#seed.disabled ? data.seed : Math.trunc(this.#seed.valueAsNumber) || data.seed;
    this.#host.keep();
    this.#busy(true);
    this.#host.say('Running …');
    const entries: Entry[] = [];
    const files = { ...data.files, [data.shown]: code };
    try {
      const ready = await openEngine();
      const stream = ready.run(files, { entry: data.entry, seed, deadline: DEADLINE });
      await this.#draw(stream, entries, () => run === this.#runs);
      if (run === this.#runs) this.#finish(entries);
    } catch (error) {
      if (run !== this.#runs) return;
      if (!(error instanceof EngineError)) throw error;
      this.#host.say(`${error.message} ${error.action}`);
    } finally {
      if (run === this.#runs) this.#busy(false);
    }
  }

  stop(): void {
    if (!this.#running) return;
    if (engine) return engine.stop();
    // Pressed while the engine is still being fetched.
    this.#runs++;
    this.#busy(false);
    this.#host.say(outcome([{ type: 'end', reason: 'stopped' }]));
  }

  /** Puts the editor in the place of the code, the cursor in its line `line` if one is given. */
  async edit(line?: number): Promise<void> {
    const editor = await this.#openEditor();
    editor.focus(line);
  }

  /** The example as it was built: its code, its result, its seed. */
  async reset(): Promise<void> {
    this.#runs++;
    this.stop();
    this.#busy(false);
    (await this.#editor)?.close();
    this.#editor = undefined;
    const { data } = this.#host;
    this.#change(data.files[data.shown]!);
    this.#host.keep();
    this.#seed.valueAsNumber = data.seed;
    this.#result.innerHTML = this.#built.result;
    this.#host.say(this.#built.status);
    this.#mark([]);
  }

  /** Brings back the text of an earlier visit, and does not run it. */
  async restore(text: string): Promise<void> {
    this.#change(text);
    await this.#openEditor();
    this.#host.say('Your code from before is back. It has not run; Reset brings the original.');
  }

  #openEditor(): Promise<Editor> {
    this.#editor ??= import('./editor.ts').then(({ Editor }) => {
      const label = `Code of ${this.#host.data.shown}`;
      return new Editor(this.#host.querySelector('pre')!, label, this.#host.code, (text) =>
        this.#change(text),
      );
    });
    this.#editor.catch(() => (this.#editor = undefined));
    return this.#editor;
  }

  #change(text: string): void {
    const { data } = this.#host;
    this.#host.code = text;
    const pinned = seedIsPinned({ ...data.files, [data.shown]: text });
    this.#seed.disabled = pinned;
    this.#host.querySelector<HTMLElement>('.pinned')!.hidden = !pinned;
  }

  #busy(running: boolean): void {
    this.#running = running;
    const stop = this.#host.querySelector<HTMLButtonElement>('[data-do=stop]')!;
    // A button that gets disabled drops the focus.
    if (!running && document.activeElement === stop)
      this.#host.querySelector<HTMLElement>('[data-do=run]')!.focus();
    stop.disabled = !running;
    this.#result.ariaBusy = String(running);
    // What stands below must not jump up and down while a run begins.
    this.#result.style.minHeight = running ? `${this.#result.offsetHeight}px` : '';
  }

  async #draw(stream: AsyncIterable<Entry>, entries: Entry[], current: () => boolean): Promise<void> {
    const { entry, shown } = this.#host.data;
    let waiting = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    let first = true;
    const flush = () => {
      timer = undefined;
      if (!current()) return;
      if (first) this.#result.replaceChildren();
      first = false;
      this.#result.insertAdjacentHTML('beforeend', waiting);
      waiting = '';
    };
    for await (const one of stream) {
      entries.push(one);
      waiting += entryMarkup(one, { entry, editable: shown }).text;
      if (first) flush();
      else timer ??= setTimeout(flush, FRAME);
    }
    clearTimeout(timer);
    flush();
  }

  #finish(entries: Entry[]): void {
    const { entry, shown } = this.#host.data;
    this.#host.say(outcome(entries));
    this.#mark(
      entries.flatMap((one) => {
        if (one.type === 'error' && one.line !== undefined && (one.file ?? entry) === shown) {
          return [{ line: one.line, message: `${one.name}: ${one.message}` }];
        }
        if (one.type === 'check' && one.line !== undefined && entry === shown) {
          return [{ line: one.line, message: `Failed: ${one.label}` }];
        }
        return [];
      }),
    );
    this.#host.dispatchEvent(new CustomEvent<Entry[]>('sandbox-run', { detail: entries, bubbles: true }));
  }

  /** Marks lines in the editor, or in the code where there is none yet. */
  #mark(problems: { line: number; message: string }[]): void {
    void this.#editor?.then((editor) => editor.mark(problems));
    const lines = problems.map((problem) => problem.line);
    this.#host
      .querySelectorAll('.ec-line')
      .forEach((line, i) => line.classList.toggle('wrong', lines.includes(i + 1)));
  }
}
