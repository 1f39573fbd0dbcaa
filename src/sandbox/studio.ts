import type { Entry } from '../sim/report/transcript.ts';
import { addStyle } from './add-style.ts';
import { Choice } from './choice.ts';
import { Code, type Problem } from './code.ts';
import { changed, Draft } from './draft.ts';
import type { SandboxElement } from './element.ts';
import { type Engine, EngineError, type Files } from './engine.ts';
import { Knobs } from './knobs/hand.ts';
import { LinkError, type Shared } from './link.ts';
import { Panel } from './panel.ts';
import { Result } from './result.ts';
import style from './studio.css?inline';
import { againstMarkup, againstOutcome } from './view/against.ts';
import { shorten } from './view/bounded.ts';
import { outcome } from './view/outcome.ts';
import { seedIsPinned } from './view/seed.ts';

addStyle(style);

/** Real seconds that a reader's run may take. */
export const DEADLINE = 10;

/** What else a reader can do, each fetched when it is first asked for. */
const features = {
  download: async (studio: Studio) => (await import('./download.ts')).download(studio),
  share: async (studio: Studio) => (await import('./share.ts')).share(studio),
  seeds: async (studio: Studio) => (await import('./seeds.ts')).seeds(studio),
  compare: async (studio: Studio) => (await import('./compare.ts')).compare(studio),
  save: async (studio: Studio, which = 'all') => (await import('./save-data.ts')).saveData(studio, which),
  terminal: async (studio: Studio) =>
    studio.trusts() && (await import('./terminal.ts')).toggleTerminal(studio),
};

/** What a sandbox's buttons ask for: their `data-do`. */
export type Action =
  | 'run'
  | 'stop'
  | 'edit'
  | 'reset'
  | 'engine'
  | 'instant'
  | 'turnBack'
  | 'more'
  | 'copy'
  | keyof typeof features;

/** How a run differs from the reader's own. */
export interface PlayOptions {
  /** Default: the reader's. */
  engine?: Engine;
  /** The file that runs. Default: the example's. */
  entry?: string;
  /** Real seconds. */
  deadline?: number;
}

/** Runs files to the end, under a seed. */
export type Play = (files: Files, seed: number, options?: PlayOptions) => AsyncIterable<Entry>;

/** Something else has begun in the sandbox, and what was under way is of no interest any more. */
class Superseded extends Error {}

/** What happens when a reader uses a sandbox's buttons. */
export class Studio {
  readonly host: SandboxElement;
  readonly code: Code;
  readonly panel: Panel;
  readonly choice: Choice;
  readonly knobs: Knobs;
  /** Engines beside the reader's own, as long as a task needs them: Stop stops them too. */
  readonly others = new Set<Engine>();
  #draft: Draft;
  /** The reader lets the code of the link run wherever it likes. */
  #trusted = false;
  readonly #result: Result;
  readonly #seed: HTMLInputElement;
  readonly #compare: HTMLElement;
  readonly #builtStatus: string;
  /** Counts tasks, so that one which was superseded knows. */
  #tasks = 0;
  #running = false;
  /** What the original shows, under a seed: what knobs are turned against. */
  #original: { seed: number; entries: Entry[] } | undefined;
  /** What is to be said of the last run with knobs turned. */
  #told = '';

  constructor(host: SandboxElement) {
    this.host = host;
    this.code = new Code(
      host,
      () => this.#changed(),
      () => this.#draft.keepSoon(),
    );
    this.panel = new Panel(host);
    this.#draft = new Draft(host);
    this.#result = new Result(host.querySelector('.transcript')!, host.data);
    this.#seed = host.querySelector('[type=number]')!;
    this.#seed.addEventListener('change', () => this.#showSeed());
    this.#compare = host.querySelector('[data-do=compare]')!;
    this.#builtStatus = host.querySelector('.told [role=status]')!.textContent;
    this.knobs = new Knobs(host, this.code, {
      run: () => this.#runTurned(),
      tell: (turned) => this.#told && host.say(turned ? `${turned}. ${this.#told}` : this.#told),
      reset: () => this.reset(),
    });
    this.choice = new Choice(this);
    void this.choice.open().then((engine) => engine.warm(undefined, host.files));
  }

  /** What a run's `new Cloud()` takes, where the code gives no seed itself. */
  get seed(): number {
    const given = Math.trunc(this.#seed.valueAsNumber);
    return this.#seed.disabled || Number.isNaN(given) ? this.host.data.seed : given;
  }

  /** Something of the sandbox has been pressed: a tab, a button, a place, a line of the code. */
  press(target: Element): unknown {
    const tab = target.closest<HTMLElement>('[role=tab]');
    if (tab) return this.code.show(tab.dataset['file']!);
    const action = target.closest<HTMLElement>('[data-do]')?.dataset['do'];
    if (action) return this.do(action as Action);
    const step = target.closest<HTMLElement>('[data-by]');
    if (step) return this.knobs.step(step);
    const saved = target.closest<HTMLElement>('[data-save]')?.dataset['save'];
    if (saved) return features.save(this, saved);
    const place = target.closest<HTMLElement>('[data-line]')?.dataset;
    if (place) return this.code.edit(place['file']!, Number(place['line']));
    const line = target.closest('.ec-line')!;
    const lines = [...line.closest('code')!.querySelectorAll('.ec-line')];
    return this.code.edit(this.host.shown, lines.indexOf(line) + 1);
  }

  do(action: Action): unknown {
    switch (action) {
      case 'run':
        return this.run();
      case 'stop':
        return this.stop();
      case 'edit':
        return this.code.edit(this.host.shown);
      case 'reset':
        return this.reset();
      case 'engine':
        return this.choice.choose();
      case 'more':
        return this.#more();
      case 'copy':
        return this.#copy();
      case 'turnBack':
        return this.knobs.turnBack();
      case 'instant':
        return this.choice.choose('instant').then(() => this.run());
      default:
        return features[action](this);
    }
  }

  /** Runs the code as it stands and shows what comes in place of what was shown. A seed given is the one from then on. */
  async run(seed?: number): Promise<void> {
    if (seed !== undefined) this.#seed.valueAsNumber = seed;
    // What it shows is of a run before this one; a seed that was pressed in it leaves it open.
    else this.panel.close();
    this.#showSeed();
    this.keep();
    if (this.knobs.turnedOnly) {
      this.host.say('Running …');
      await this.#runTurned();
      if (this.#told) this.host.say(this.#told);
      return;
    }
    await this.task('Running …', async (play) => {
      const entries = await this.#result.draw(play(this.host.files, this.seed));
      return () => {
        this.#compare.hidden = !this.#edited;
        this.code.mark(problems(entries, this.host.data.entry));
        this.#finish(entries, outcome(entries, this.host.data.shown));
        this.host.say(this.#told);
      };
    });
  }

  /** Runs the code with its knobs turned, and says nothing: shown at once when it is over, the original's result behind it. */
  async #runTurned(): Promise<void> {
    const { host, seed } = this;
    this.#told = '';
    this.panel.close();
    await this.task('', async (play) => {
      const files = { ...host.files };
      const against = this.knobs.turnedOnly;
      if (against && this.#original?.seed !== seed) {
        const entries = await all(play(host.data.files, seed));
        if (wasStopped(entries)) return () => host.say(outcome(entries));
        this.#original = { seed, entries };
      }
      const entries = await all(play(files, seed));
      const { data } = host;
      const original = against ? this.#original!.entries : entries;
      await this.#result.put(entries, againstMarkup(original, entries, data));
      return () => {
        this.#compare.hidden = !this.#edited;
        // A check that holds no longer is what the knob shows, and no mistake in the code.
        this.code.mark(
          problems(against ? entries.filter(({ type }) => type === 'error') : entries, data.entry),
        );
        this.#finish(
          entries,
          against ? againstOutcome(original, entries, data.shown) : outcome(entries, data.shown),
        );
      };
    });
  }

  #finish(entries: Entry[], told: string): void {
    this.#told = told;
    this.host.dispatchEvent(new CustomEvent<Entry[]>('sandbox-run', { detail: entries, bubbles: true }));
  }

  /** Ends what is under way. */
  stop(): void {
    if (!this.#running) return;
    this.#result.stop();
    for (const other of this.others) other.stop();
    const engine = this.choice.opened;
    if (engine) return engine.stop();
    // Pressed while the engine is still being fetched.
    this.#supersede();
    this.host.say(outcome([{ type: 'end', reason: 'stopped' }]));
  }

  /** The example as it was built: its code, its result, its seed. */
  async reset(): Promise<void> {
    await this.#showOriginal();
    this.#draft.forget();
    this.host.say(this.#builtStatus);
    if (!this.#draft.linked) return;
    history.replaceState(null, '', location.pathname + location.search);
    this.#useDraft(new Draft(this.host));
    if (this.#draft.read())
      this.host.say(
        'The original is back. Your own code is still kept, and returns when the page is loaded anew.',
      );
  }

  /** All that the run shown has shown, drawn or not. */
  get entries(): readonly Entry[] {
    return this.#result.entries;
  }

  get title(): string {
    return this.host.querySelector('.caption')!.textContent;
  }

  /** Brings back the text of an earlier visit, and does not run it. */
  async restore(): Promise<void> {
    const files = this.#draft.read();
    if (!files) return;
    await this.code.put(files);
    this.host.unfold();
    this.host.say(
      'Your code from before is back. It has not run: what stands below is what the original shows. Reset brings the original.',
    );
  }

  /**
   * Shows the code of a link, and does not run it. Throws LinkError where the sandbox has no such files.
   *
   * @param code the link's own, by which changes to it are kept
   */
  async open(code: string, { seed, files }: Shared): Promise<void> {
    const unknown = Object.keys(files).find((file) => !this.host.data.editable.includes(file));
    if (unknown !== undefined) throw new LinkError('The link changes a file that can’t be changed here.');
    await this.#showOriginal();
    this.host.unfold();
    const own = this.#draft.read() && !this.#draft.linked;
    this.#useDraft(new Draft(this.host, code));
    const mine = this.#draft.read();
    await this.code.put(mine ?? files);
    if (!this.#seed.disabled) this.#seed.valueAsNumber = seed;
    if (this.knobs.turnedOnly) {
      // The author's code within the author's bounds, whoever turned it: it may run.
      this.notice(`The link turns what can be turned here: ${this.knobs.said}. Reset brings the original.`);
      return this.run();
    }
    if (!this.strange) {
      this.host.say(`The link has the original, with seed ${this.seed}. It has not run.`);
      return;
    }
    this.notice(
      `Somebody else wrote this code: it came with the link. It runs when you press Run, not before; Reset brings the original.${
        own ? ' Your own code for this example is kept apart.' : ''
      }`,
    );
    this.host.say(
      `${mine ? 'Your changes to the code of the link are back.' : 'The code of the link is here.'} It has not run: what stands below is what the original shows.`,
    );
  }

  /** Says above the code, until the original is back, what a reader should know of it. */
  notice(text?: string): void {
    this.host.querySelector('.notice')?.remove();
    if (text === undefined) return;
    const notice = document.createElement('p');
    notice.className = 'notice';
    notice.textContent = text;
    this.host.querySelector('.caption')!.after(notice);
  }

  /** Keeps what the reader wrote. Says whether it will last. */
  keep(): boolean {
    return this.#draft.keep();
  }

  /** Keeps what the reader wrote, and says so. */
  save(): void {
    this.host.say(
      this.keep()
        ? 'Your code is kept in this browser.'
        : 'This browser does not let your code be kept: use Download, under More.',
    );
  }

  /** Whether somebody else wrote the code: it came with a link, and turns more than knobs. */
  get strange(): boolean {
    return this.#draft.linked && Object.keys(changed(this.host)).length > 0 && !this.knobs.turnedOnly;
  }

  /** Asks, once for each link, whether a stranger's code may run where it has more than a sandbox gives it. */
  trusts(): boolean {
    if (!this.strange || this.#trusted) return true;
    this.#trusted = confirm(
      'Somebody else wrote this code: it came with a link. In a WebContainer it has a network of its own. Run it there all the same?',
    );
    if (!this.#trusted) this.host.say('Nothing has run: somebody else wrote this code.');
    return this.#trusted;
  }

  /**
   * Does something that Stop ends: a run, or several one after the other. The next task ends it too. `work` gives what
   * to do when it is over and nothing else has begun.
   *
   * @param doing what is said meanwhile; nothing if it is empty
   */
  async task(doing: string, work: (play: Play) => Promise<() => void>): Promise<void> {
    if (this.choice.name === 'webcontainer' && !this.trusts()) return;
    const task = ++this.#tasks;
    const current = () => task === this.#tasks;
    const play: Play = async function* (
      files,
      seed,
      { entry = host.data.entry, deadline = DEADLINE, ...given } = {},
    ) {
      const engine = given.engine ?? (await studio.choice.open());
      if (!current()) throw new Superseded();
      const { id } = host.data;
      const project = { id, title: studio.title };
      const say = (step: string) => current() && host.say(step);
      const options = { entry, seed, deadline, project, say };
      for await (const entry of engine.run(files, options)) {
        if (!current()) throw new Superseded();
        yield entry;
      }
    };
    const { host } = this;
    // A generator has a `this` of its own.
    const studio = this; // eslint-disable-line @typescript-eslint/no-this-alias
    host.unfold();
    this.#busy(true);
    this.choice.offerInstant(false);
    if (doing) host.say(doing);
    let finish: (() => void) | undefined;
    try {
      finish = await work(play);
    } catch (error) {
      if (error instanceof EngineError) finish = () => this.choice.explain(error);
      else if (!(error instanceof Superseded)) throw error;
    } finally {
      if (current()) this.#busy(false);
    }
    if (current()) finish?.();
  }

  #more(): void {
    const button = this.host.querySelector('[data-do=more]')!;
    const open = button.ariaExpanded !== 'true';
    button.ariaExpanded = String(open);
    this.host.querySelector<HTMLElement>('.tools')!.hidden = !open;
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.host.files[this.host.shown]!);
      this.host.say('Copied.');
    } catch {
      this.host.say('The browser did not let the code be copied: select it and copy it yourself.');
    }
  }

  async #showOriginal(): Promise<void> {
    this.#draft.flush();
    this.stop();
    this.#supersede();
    await this.code.close();
    this.panel.close();
    this.notice();
    this.#compare.hidden = true;
    this.#told = '';
    this.#seed.valueAsNumber = this.host.data.seed;
    this.#result.reset();
  }

  #useDraft(draft: Draft): void {
    this.#trusted = false;
    this.#draft.close();
    this.#draft = draft;
  }

  get #edited(): boolean {
    return Object.keys(changed(this.host)).length > 0 || this.seed !== this.host.data.seed;
  }

  /** What can't be a seed must not stand there as if it were the run's. */
  #showSeed(): void {
    if (!this.#seed.disabled) this.#seed.valueAsNumber = this.seed;
  }

  #supersede(): void {
    this.#tasks++;
    this.#busy(false);
  }

  #changed(): void {
    const pinned = seedIsPinned(this.host.files);
    this.#seed.disabled = pinned;
    this.host.querySelector<HTMLButtonElement>('[data-do=seeds]')!.disabled = pinned;
    this.host.querySelector<HTMLElement>('.pinned')!.hidden = !pinned;
    this.knobs.show();
  }

  #busy(running: boolean): void {
    this.#running = running;
    const stop = this.host.querySelector<HTMLButtonElement>('[data-do=stop]')!;
    // A button that gets disabled drops the focus.
    if (!running && document.activeElement === stop)
      this.host.querySelector<HTMLElement>('[data-do=run]')!.focus();
    stop.disabled = !running;
    this.#result.busy(running);
  }
}

/** Whether Stop has ended a run. */
export function wasStopped(entries: Entry[]): boolean {
  const end = entries.at(-1);
  return end?.type === 'end' && end.reason === 'stopped';
}

/** All that a run shows. */
export async function all(run: AsyncIterable<Entry>): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const entry of run) entries.push(entry);
  return entries;
}

/** So many problems are marked in the code. */
const MOST_PROBLEMS = 100;

/** Where the code is wrong, by what its run showed. */
function problems(entries: Entry[], entry: string): Problem[] {
  const found: Problem[] = [];
  for (const one of entries) {
    if ((one.type !== 'error' && one.type !== 'check') || one.line === undefined) continue;
    const message = one.type === 'error' ? `${one.name}: ${one.message}` : `Failed: ${one.label}`;
    if (
      found.push({ file: one.file ?? entry, line: one.line, message: shorten(message, 500) }) ===
      MOST_PROBLEMS
    )
      break;
  }
  return found;
}
