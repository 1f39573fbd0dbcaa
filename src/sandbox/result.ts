import type { Entry } from '../sim/report/transcript.ts';
import { readyFor } from './view/map.ts';
import { Slices } from './slices.ts';
import { type Markup, markup } from './view/markup.ts';
import { Ration, saveMarkup } from './view/ration.ts';
import { entryMarkup, type ViewOptions } from './view/transcript.ts';

/** What a run shows, in the place where the built result stands. */
export class Result {
  readonly #element: HTMLElement;
  readonly #options: ViewOptions;
  readonly #built: string;
  /** All that the run shown has shown, drawn or not. */
  entries: readonly Entry[] = [];
  /** Counts drawings, so that one which was superseded or stopped knows. */
  #drawings = 0;
  #slices: Slices | undefined;

  constructor(element: HTMLElement, options: ViewOptions) {
    this.#element = element;
    this.#options = options;
    this.#built = element.innerHTML;
  }

  /** Draws a run as it comes, in the place of what was shown, and gives all that it showed. */
  async draw(run: AsyncIterable<Entry>): Promise<Entry[]> {
    const entries: Entry[] = [];
    const [slices, ration] = this.#begin(entries);
    for await (const entry of run) {
      const at = entries.push(entry) - 1;
      await readyFor([entry]);
      const draw = () => markup`${entryMarkup(entry, this.#options)}${saveMarkup(entry, at)}`;
      await slices.add(() => ration.take(entry, draw));
    }
    await slices.add(() => ration.rest());
    slices.flush();
    return entries;
  }

  /** Shows a run that is over, as `draw` draws each entry by its place, in the place of what was shown. */
  async put(entries: Entry[], draw: (at: number) => Markup): Promise<void> {
    await readyFor(entries);
    const [slices, ration] = this.#begin(entries);
    for (const [at, entry] of entries.entries()) await slices.add(() => ration.take(entry, () => draw(at)));
    await slices.add(() => ration.rest());
    slices.flush();
  }

  /** What is not drawn yet is not drawn any more. */
  stop(): void {
    this.#slices?.flush();
    this.#drawings++;
  }

  /** What stands below must not jump up and down while a run begins. */
  busy(running: boolean): void {
    this.#element.ariaBusy = String(running);
    this.#element.style.minHeight = running ? `${this.#element.offsetHeight}px` : '';
  }

  /** The result as it was built. */
  reset(): void {
    this.stop();
    this.entries = [];
    this.#element.innerHTML = this.#built;
  }

  #begin(entries: Entry[]): [Slices, Ration] {
    const drawing = ++this.#drawings;
    this.entries = entries;
    this.#slices = new Slices(this.#element, () => drawing === this.#drawings);
    return [this.#slices, new Ration()];
  }
}
