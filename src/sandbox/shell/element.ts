import type { Session } from './session.ts';

/** What a page says of a terminal, beside what it shows of it. */
export interface TerminalData {
  /** Names the terminal among all of the site. */
  id: string;
  /** The script that ran when the site was built. */
  script: string;
}

/**
 * `<x-terminal>`: a script with what it answered, and a prompt below it on the same cloud. What runs a line is in
 * `session.ts`: it comes when a reader reaches for the prompt.
 */
export class TerminalElement extends HTMLElement {
  data!: TerminalData;
  #session: Promise<Session> | undefined;

  connectedCallback(): void {
    this.data = JSON.parse(this.querySelector('script')!.text) as TerminalData;
    const form = this.querySelector('form')!;
    for (const type of ['pointerenter', 'focusin']) form.addEventListener(type, () => void this.#reach());
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#with((session) => session.enter());
    });
    form.addEventListener('click', ({ target }) => {
      const wanted = (target as Element).closest<HTMLElement>('[data-do]')?.dataset['do'];
      if (wanted) void this.#with((session) => session.do(wanted));
    });
    this.#input.addEventListener('keydown', (event) => this.#key(event));
  }

  /** Says something where a screen reader hears it. */
  say(text: string): void {
    this.querySelector('[role=status]')!.textContent = text;
  }

  get #input(): HTMLInputElement {
    return this.querySelector('input')!;
  }

  #key(event: KeyboardEvent): void {
    const wanted = { ArrowUp: 'older', ArrowDown: 'newer', Escape: 'clear', Tab: 'complete' }[event.key];
    if (!wanted || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    // Where nothing has been typed, Tab goes on through the page, as everywhere.
    if (wanted === 'complete' && this.#input.value.trim() === '') return;
    event.preventDefault();
    void this.#with((session) => session.do(wanted));
  }

  async #with(use: (session: Session) => unknown): Promise<void> {
    try {
      await use(await this.#reach());
    } catch (error) {
      this.say('The terminal could not be fetched. Check your connection and try again.');
      throw error;
    }
  }

  #reach(): Promise<Session> {
    this.#session ??= import('./session.ts').then(({ Session }) => new Session(this));
    this.#session.catch(() => (this.#session = undefined));
    return this.#session;
  }
}

customElements.define('x-terminal', TerminalElement);
