import type { Entry } from '../sim/report/transcript.ts';
import type { Markup } from './view/markup.ts';
import { readyFor } from './view/map.ts';
import { entryMarkup, type ViewOptions } from './view/transcript.ts';

/** Milliseconds between two drawings of a run that shows much. */
const FRAME = 50;

/** What a run shows, in the place where the built result stands. */
export class Result {
  readonly #element: HTMLElement;
  readonly #options: ViewOptions;
  readonly #built: string;

  constructor(element: HTMLElement, options: ViewOptions) {
    this.#element = element;
    this.#options = options;
    this.#built = element.innerHTML;
  }

  /** Draws a run as it comes, in the place of what was shown, and gives all that it showed. */
  async draw(run: AsyncIterable<Entry>): Promise<Entry[]> {
    const entries: Entry[] = [];
    let waiting = '';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      timer = undefined;
      this.#element.insertAdjacentHTML('beforeend', waiting);
      waiting = '';
    };
    try {
      for await (const entry of run) {
        entries.push(entry);
        await readyFor([entry]);
        waiting += entryMarkup(entry, this.#options).text;
        if (entries.length > 1) timer ??= setTimeout(flush, FRAME);
        else {
          this.#element.replaceChildren();
          flush();
        }
      }
      flush();
      return entries;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Shows something that is complete, in the place of what was shown. */
  put(drawn: Markup[]): void {
    this.#element.innerHTML = drawn.map(({ text }) => text).join('');
  }

  /** What stands below must not jump up and down while a run begins. */
  busy(running: boolean): void {
    this.#element.ariaBusy = String(running);
    this.#element.style.minHeight = running ? `${this.#element.offsetHeight}px` : '';
  }

  /** The result as it was built. */
  reset(): void {
    this.#element.innerHTML = this.#built;
  }
}
