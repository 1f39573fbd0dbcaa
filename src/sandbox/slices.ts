import type { Markup } from './view/markup.ts';

/** Milliseconds for which markup is made at a stretch: a reader's keys and buttons come between. */
const WORK = 8;
/** Characters of markup that are laid out at once. */
const PORTION = 40_000;
/** Milliseconds between two drawings of what comes little by little. */
const GATHERING = 50;
/** Milliseconds after which one goes on though no frame was drawn, as none is in a tab that is out of sight. */
const UNSEEN = 100;

/**
 * Puts markup into an element in the place of what it has, part by part. The first part stands there at once; what is
 * much comes in slices, between which the page does whatever else it has to do.
 */
export class Slices {
  readonly #element: Element;
  readonly #wanted: () => boolean;
  #waiting = '';
  #first = true;
  #worked = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param wanted whether the rest is still wanted */
  constructor(element: Element, wanted: () => boolean) {
    this.#element = element;
    this.#wanted = wanted;
  }

  /** Adds a part, unless it is not wanted any more; `draw` gives nothing where there is nothing to draw. */
  async add(draw: () => Markup | undefined): Promise<void> {
    if (!this.#wanted()) return;
    const began = performance.now();
    this.#waiting += draw()?.text ?? '';
    this.#worked += performance.now() - began;
    if (this.#worked > WORK || this.#waiting.length > PORTION) {
      this.flush();
      await nextFrame();
    } else if (this.#first) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), GATHERING);
  }

  /** Puts into the page what was added. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#worked = 0;
    if (this.#wanted()) {
      if (this.#first) this.#element.replaceChildren();
      this.#first = false;
      this.#element.insertAdjacentHTML('beforeend', this.#waiting);
    }
    this.#waiting = '';
  }
}

/** Resolves when what was put into the page has been laid out, and all else has had its turn. */
function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, UNSEEN);
    requestAnimationFrame(() => {
      clearTimeout(timer);
      setTimeout(resolve);
    });
  });
}
