import { BOUNDS, OutOfBounds } from '../bounds.ts';

/*
 * How a process hands its entries to the page. A WebContainer gives one stream of what a process prints, output and
 * errors together: entries travel in it as escape sequences of a private number (an OSC), which every terminal ignores.
 */
const OPEN = '\x1b]7301;';
const CLOSE = '\x07';

/** As no string of entries weighs more, so no frame is longer: an escaped character takes six. */
const LONGEST = 6 * BOUNDS.total;
/** Characters kept of what a process prints beside its frames. */
const REST = 10_000;

/** A value for the page, in ASCII alone: a stream that is cut anywhere can be put together again. */
export function frame(value: unknown): string {
  const ascii = JSON.stringify(value).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return OPEN + ascii + CLOSE;
}

/** Finds the frames in what a process prints. */
export class FrameReader {
  /** The end of what was printed beside the frames, by Node itself when it fails. */
  rest = '';
  #text = '';
  /** Where in the text an end has been looked for already: a long frame is not read anew with each of its chunks. */
  #searched = 0;

  /** The values whose frames end in this chunk. Throws SyntaxError for what is no JSON, OutOfBounds where a frame never ends. */
  read(chunk: string): unknown[] {
    this.#text += chunk;
    const values: unknown[] = [];
    for (;;) {
      const start = this.#text.indexOf(OPEN);
      if (start === -1) break;
      const end = this.#text.indexOf(CLOSE, Math.max(start, this.#searched));
      if (end === -1) {
        if (this.#text.length - start > LONGEST) throw new OutOfBounds('a frame without an end');
        this.#skip(start);
        this.#searched = this.#text.length;
        return values;
      }
      values.push(JSON.parse(this.#text.slice(start + OPEN.length, end)));
      this.#skip(start);
      this.#text = this.#text.slice(end - start + CLOSE.length);
      this.#searched = 0;
    }
    // The beginning of a frame may be at the end of a chunk.
    const cut = this.#text.lastIndexOf('\x1b');
    const partial = cut !== -1 && OPEN.startsWith(this.#text.slice(cut));
    this.#skip(partial ? cut : this.#text.length);
    return values;
  }

  #skip(length: number): void {
    this.rest = (this.rest + this.#text.slice(0, length)).slice(-REST);
    this.#text = this.#text.slice(length);
  }
}
