import type { Entry } from '../../sim/report/transcript.ts';
import { EngineError, type Files } from '../engine.ts';
import { openEngine } from '../page-engine.ts';
import type { TerminalElement } from './element.ts';
import { terminalMarkup } from './markup.ts';
import { PROGRAM, programOf, type Wanted } from './program.ts';

/** Real seconds that a line may take, with all before it. */
const DEADLINE = 10;
/** Words that a reader is shown where a line could go on in several ways. */
const SHOWN = 40;

/** A reader at a terminal's prompt: what was typed, and what it printed. */
export class Session {
  readonly #host: TerminalElement;
  readonly #log: HTMLElement;
  readonly #input: HTMLInputElement;
  /** Lines that were typed since the script ran: the cloud is what they have made of it. */
  #typed: string[] = [];
  /** All lines, for the arrow keys. */
  readonly #history: string[] = [];
  #at = 0;
  #busy: Promise<void> = Promise.resolve();

  constructor(host: TerminalElement) {
    this.#host = host;
    this.#log = host.querySelector<HTMLElement>('[role=log] code')!;
    this.#input = host.querySelector('input')!;
    this.#history.push(...[...host.data.script.matchAll(/^aws .*[^\\]$/gm)].map(([line]) => line));
    this.#at = this.#history.length;
    void this.#warm();
  }

  /** Runs the line that stands at the prompt. */
  enter(): Promise<void> {
    return this.#queue(async () => {
      const line = this.#input.value.trim();
      if (line === '') return;
      this.#input.value = '';
      if (this.#history.at(-1) !== line) this.#history.push(line);
      this.#at = this.#history.length;
      if (line === 'clear') return this.#log.replaceChildren();
      const entries = await this.#run({ before: this.#typed, line });
      this.#typed.push(line);
      this.#show(entries);
      this.#host.say('');
    });
  }

  /** Does what a key or a button asks for. */
  async do(wanted: string): Promise<void> {
    if (wanted === 'older' || wanted === 'newer') return this.#remember(wanted === 'older' ? -1 : 1);
    if (wanted === 'clear') return void (this.#input.value = '');
    if (wanted === 'complete') return this.#queue(() => this.#complete());
    if (wanted === 'again') return this.#queue(() => this.#again());
  }

  async #again(): Promise<void> {
    this.#typed = [];
    const entries = await this.#run({});
    this.#log.replaceChildren();
    this.#show(entries);
    this.#host.say('The script has run on a new cloud.');
  }

  async #complete(): Promise<void> {
    const begun = this.#input.value;
    const [entry] = await this.#run({ before: this.#typed, begun });
    if (entry?.type !== 'console' || this.#input.value !== begun) return;
    const { from, words } = JSON.parse(entry.text) as { from: number; words: string[] };
    const common = commonStart(words);
    if (words.length === 1) this.#input.value = `${begun.slice(0, from)}${common} `;
    else if (from + common.length > begun.length) this.#input.value = begun.slice(0, from) + common;
    else if (words.length > 0) {
      const more = words.length > SHOWN ? ` and ${words.length - SHOWN} more` : '';
      return this.#host.say(words.slice(0, SHOWN).join('  ') + more);
    }
    this.#host.say(
      words.length === 0 ? 'Nothing begins like this. Escape, then Tab, leaves the prompt.' : '',
    );
  }

  #remember(step: number): void {
    this.#at = Math.min(Math.max(this.#at + step, 0), this.#history.length);
    this.#input.value = this.#history[this.#at] ?? '';
  }

  #show(entries: readonly Entry[]): void {
    // At once: a screen reader hears what is added, and not each line as it comes.
    this.#log.insertAdjacentHTML('beforeend', terminalMarkup(entries).text);
    const box = this.#log.closest<HTMLElement>('[role=log]')!;
    box.scrollTop = box.scrollHeight;
    this.#host.dispatchEvent(new Event('terminal-run'));
  }

  /** What makes what the script finds: the page shows it. */
  get #helpers(): Files {
    const shown = this.#host.querySelectorAll<HTMLElement>('[data-file]');
    return Object.fromEntries([...shown].map((one) => [one.dataset['file']!, one.textContent]));
  }

  async #warm(): Promise<void> {
    const engine = await openEngine('instant', this);
    await engine.warm(undefined, programOf(this.#host.data.script, {}, this.#helpers));
  }

  async #run(wanted: Wanted): Promise<Entry[]> {
    const engine = await openEngine('instant', this);
    const entries: Entry[] = [];
    const files = programOf(this.#host.data.script, wanted, this.#helpers);
    for await (const entry of engine.run(files, { entry: PROGRAM, seed: 1, deadline: DEADLINE }))
      entries.push(entry);
    return entries;
  }

  /** One thing after the other. */
  #queue(act: () => Promise<void> | void): Promise<void> {
    this.#busy = this.#busy.then(act).catch((error: unknown) => {
      if (!(error instanceof EngineError)) throw error;
      this.#host.say(`${error.message} ${error.action}`);
    });
    return this.#busy;
  }
}

function commonStart(words: readonly string[]): string {
  let start = words[0] ?? '';
  while (!words.every((word) => word.startsWith(start))) start = start.slice(0, -1);
  return start;
}
