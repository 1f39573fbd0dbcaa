import type { Entry } from '../../sim/report/transcript.ts';
import { leftOut } from './bounded.ts';
import { type Markup, markup } from './markup.ts';

/** How much of one run is drawn. */
export const RATION = {
  /** Lines, checks and errors. */
  lines: 2000,
  /** Characters of their markup together. */
  characters: 500_000,
  /** Plots, tables and timelines. */
  pictures: 40,
  /** Characters of their markup together. */
  pictureMarkup: 4_000_000,
};

/** Deals out what of a run is drawn: its first lines and its first pictures, and what the rest came to. */
export class Ration {
  #lines = 0;
  #characters = 0;
  #pictures = 0;
  #pictureMarkup = 0;
  #allLines = 0;
  #allPictures = 0;
  /** What ended the run is drawn whatever was before it: errors, as long as they are few. */
  #errors = 0;

  /** The markup of an entry, as `draw` makes it; nothing if it is not drawn. */
  take(entry: Entry, draw: () => Markup): Markup | undefined {
    if (entry.type === 'end') return undefined;
    if (entry.type !== 'console' && entry.type !== 'check' && entry.type !== 'error') {
      this.#allPictures++;
      if (this.#pictures >= RATION.pictures || this.#pictureMarkup >= RATION.pictureMarkup) return undefined;
      this.#pictures++;
      const drawn = draw();
      this.#pictureMarkup += drawn.text.length;
      return drawn;
    }
    this.#allLines++;
    const told = entry.type === 'error' && this.#errors++ < 10;
    if (!told && (this.#lines >= RATION.lines || this.#characters >= RATION.characters)) return undefined;
    this.#lines++;
    const drawn = draw();
    this.#characters += drawn.text.length;
    return drawn;
  }

  /** What was not drawn, in a sentence; nothing if all was. */
  rest(): Markup | undefined {
    const left = [
      [this.#lines, this.#allLines, 'lines and checks'] as const,
      [this.#pictures, this.#allPictures, 'plots, tables and timelines'] as const,
    ].filter(([drawn, all]) => all > drawn);
    if (left.length === 0) return undefined;
    const said = left.map(
      ([drawn, all, what]) =>
        `the first ${drawn.toLocaleString('en')} of ${all.toLocaleString('en')} ${what}`,
    );
    return markup`<p class="note">Drawn: ${said.join(' and ')}.${saveButton('all')}</p>`;
  }
}

/** Saves an entry, by its place among those of the run, or all of them. */
export function saveButton(which: number | 'all'): Markup {
  return markup` <button type="button" class="place" data-save="${which}">Save all of it</button>`;
}

/** What an entry lets be saved, where its picture is not all of it. */
export function saveMarkup(entry: Entry, at: number): Markup | false {
  return leftOut(entry).length > 0 && markup`<p class="note">${saveButton(at)}</p>`;
}
