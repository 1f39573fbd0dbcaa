import type { Files } from './engine.ts';
import { kept } from './store.ts';
import type { Studio } from './studio.ts';

/** What a page says of a sandbox, beside what it shows of it. */
export interface SandboxData {
  /** Names the sandbox among all of the site: where the reader's text is kept. */
  id: string;
  entry: string;
  /** The file that the reader sees first. */
  shown: string;
  /** The files that the reader may change. */
  editable: string[];
  files: Files;
  seed: number;
}

/**
 * `<x-sandbox>`: an example and the buttons below it. All that runs, draws and edits is in `studio.ts` and what that
 * fetches in turn: it comes when a reader reaches for a button, and not before.
 */
export class SandboxElement extends HTMLElement {
  data!: SandboxData;
  /** The files as they stand: the example's, or as the reader changed them. */
  files: Files = {};
  /** The file that the reader looks at. */
  shown = '';
  #studio: Promise<Studio> | undefined;

  connectedCallback(): void {
    this.data = JSON.parse(this.querySelector('script')!.text) as SandboxData;
    this.files = { ...this.data.files };
    this.shown = this.data.shown;
    for (const part of this.querySelectorAll('.bar, .knobs, [role=tablist]')) {
      part.addEventListener('pointerenter', () => void this.#reach());
      part.addEventListener('focusin', () => void this.#reach());
    }
    for (const type of ['pointerover', 'focusin']) this.addEventListener(type, readChart);
    this.addEventListener('click', (event) => this.#click(event.target as Element));
    // Before the editor, to which the same keys mean something else.
    this.addEventListener('keydown', (event) => this.#key(event), { capture: true });
    this.addEventListener('input', ({ target }) => {
      const control = target as HTMLInputElement;
      if (control.dataset['knob']) void this.with(({ knobs }) => knobs.turn(control));
      else if (control.matches('select')) void this.with((studio) => studio.do('engine'));
    });
    // The page was loaded again to get that engine ready.
    if (kept('chosen', 'sessionStorage') === this.data.id)
      void this.with((studio) => studio.choice.choose('webcontainer'));
    if (linkedSandbox() !== this.data.id && kept(`files/${this.data.id}`) !== undefined)
      void this.with((studio) => studio.restore());
  }

  /** Says something where a screen reader hears it. */
  say(text: string): void {
    this.querySelector('.told [role=status]')!.textContent = text;
  }

  /** Shows the result, though a question before it is not answered. */
  unfold(): void {
    for (const ask of this.querySelectorAll<HTMLElement>('x-ask')) ask.dataset['done'] = '';
  }

  /** Fetches the studio, if it is not here yet, and does something with it. */
  async with(use: (studio: Studio) => unknown): Promise<void> {
    try {
      await use(await this.#reach());
    } catch (error) {
      this.say('The sandbox could not be fetched. Check your connection and try again.');
      throw error;
    }
  }

  #reach(): Promise<Studio> {
    this.#studio ??= import('./studio.ts').then(({ Studio }) => new Studio(this));
    this.#studio.catch(() => (this.#studio = undefined));
    return this.#studio;
  }

  #click(target: Element): void {
    const play = target.closest<HTMLElement>('[data-play]');
    if (play) void import('./view/player.ts').then(({ playTimeline }) => playTimeline(play));
    const film = target.closest<HTMLElement>('[data-film]');
    if (film) void import('./view/playback/player.ts').then(({ playFilm }) => playFilm(film));
    // Into the code: not where a reader has selected some of it.
    const intoCode = target.closest('.ec-line') && document.getSelection()?.isCollapsed;
    if (intoCode || target.closest('[role=tab], [data-do], [data-by], [data-save], [data-line]'))
      void this.with((studio) => studio.press(target));
  }

  #key(event: KeyboardEvent): void {
    const { key } = event;
    const control = event.ctrlKey || event.metaKey;
    const run = key === 'Enter' && control;
    const save = key === 's' && control && !event.shiftKey && !event.altKey;
    const turn =
      /^(ArrowLeft|ArrowRight|Home|End)$/.test(key) && (event.target as Element).matches('[role=tab]');
    if (!run && !turn && !save) return;
    event.preventDefault();
    event.stopPropagation();
    void this.with((studio) => (run ? studio.do('run') : save ? studio.save() : studio.code.turn(key)));
  }
}

/** Lets a chart be read off, once a reader reaches for it. */
function readChart(event: Event): void {
  const chart = (event.target as Element).closest<HTMLElement>('.chart');
  if (!chart) return;
  const reading = import('./view/read-off.ts').then(({ readOff }) => readOff(chart, event));
  // Where it can't be fetched, picture, words and table are there as before.
  reading.catch(() => undefined);
}

/** The sandbox that the page's address carries code for, by its id; of a long address, what is certainly none. */
function linkedSandbox(): string | null {
  const { hash } = location;
  if (hash.length > 9000) return hash.startsWith('#sandbox=') ? '' : null;
  return new URLSearchParams(hash.slice(1)).get('sandbox');
}

function openLink(): void {
  if (linkedSandbox() !== null) void import('./open-link.ts').then(({ openLink }) => openLink());
}

customElements.define('x-sandbox', SandboxElement);
openLink();
addEventListener('hashchange', openLink);
