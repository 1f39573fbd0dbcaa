import type { Files } from './engine.ts';
import { keep, kept } from './store.ts';
import type { Studio } from './studio.ts';

/** What a page says of a sandbox, beside what it shows of it. */
export interface SandboxData {
  /** Names the sandbox among all of the site: where the reader's text is kept. */
  id: string;
  entry: string;
  /** The file that the reader sees and edits. */
  shown: string;
  files: Files;
  seed: number;
}

/**
 * `<x-sandbox>`: the buttons below an example. All that runs, draws and edits is in `studio.ts`, which is fetched when
 * a reader reaches for a button, and not before.
 */
export class SandboxElement extends HTMLElement {
  data!: SandboxData;
  /** The code as it stands: the example's, or the reader's. */
  code = '';
  #studio: Promise<Studio> | undefined;

  connectedCallback(): void {
    this.data = JSON.parse(this.querySelector('script')!.text) as SandboxData;
    this.code = this.data.files[this.data.shown]!;
    const bar = this.querySelector('.bar')!;
    bar.addEventListener('pointerenter', () => void this.#reach());
    bar.addEventListener('focusin', () => void this.#reach());
    this.addEventListener('click', (event) => this.#click(event.target as Element));
    // Before the editor, to which the same keys mean something else.
    this.addEventListener('keydown', (event) => this.#key(event), { capture: true });
    const text = kept(`code/${this.data.id}`);
    if (text !== undefined) void this.#with((studio) => studio.restore(text));
  }

  /** Says something where a screen reader hears it. */
  say(text: string): void {
    this.querySelector('[role=status]')!.textContent = text;
  }

  /** Keeps the reader's text against a crash or a reload; the example's own text need not be kept. */
  keep(): void {
    keep(`code/${this.data.id}`, this.code === this.data.files[this.data.shown] ? undefined : this.code);
  }

  #reach(): Promise<Studio> {
    this.#studio ??= import('./studio.ts').then(({ Studio }) => new Studio(this));
    this.#studio.catch(() => (this.#studio = undefined));
    return this.#studio;
  }

  async #with(use: (studio: Studio) => unknown): Promise<void> {
    try {
      await use(await this.#reach());
    } catch (error) {
      this.say('The sandbox could not be fetched. Check your connection and try again.');
      throw error;
    }
  }

  #click(target: Element): void {
    const action = target.closest<HTMLElement>('[data-do]')?.dataset['do'];
    const line = target.closest<HTMLElement>('[data-line]')?.dataset['line'];
    if (action === 'copy') return void this.#copy();
    if (action) return void this.#with((studio) => studio[action as 'run' | 'stop' | 'edit' | 'reset']());
    // Into the code: not where a reader has selected some of it.
    const intoCode = target.closest('.ec-line') && document.getSelection()?.isCollapsed;
    if (line || intoCode) void this.#with((studio) => studio.edit(Number(line ?? lineOf(target))));
  }

  #key(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#with((studio) => studio.run());
  }

  async #copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.code);
      this.say('Copied.');
    } catch {
      this.say('The browser did not let the code be copied: select it and copy it yourself.');
    }
  }
}

function lineOf(target: Element): number {
  const line = target.closest('.ec-line')!;
  return [...line.parentElement!.children].indexOf(line) + 1;
}

customElements.define('x-sandbox', SandboxElement);
