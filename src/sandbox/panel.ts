import { Slices } from './slices.ts';
import { Markup, markup } from './view/markup.ts';

/** A box between the buttons and the result, for what a button has to show; one at a time, and the reader can close it. */
export class Panel {
  readonly #host: HTMLElement;
  #box: HTMLElement | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /**
   * Opens the box with some content, in the place of what it showed.
   *
   * @param content parts that are much come one after the other
   * @param action the `data-do` of the button that it belongs to, to which the focus goes when it is closed
   */
  open(title: string, action: string, content: Markup | Iterable<Markup>): HTMLElement {
    this.close();
    const box = document.createElement('section');
    box.className = 'panel';
    box.ariaLabel = title;
    box.innerHTML = markup`<header><b>${title}</b><button type="button">Close</button></header>
<div class="transcript">${content instanceof Markup ? content : undefined}</div>`.text;
    box.querySelector('button')!.addEventListener('click', () => {
      this.close();
      this.#host.querySelector<HTMLElement>(`[data-do=${action}]`)?.focus();
    });
    this.#host.querySelector('.told')!.after(box);
    this.#box = box;
    const place = box.querySelector('div')!;
    if (!(content instanceof Markup)) void this.#fill(place, content);
    return place;
  }

  async #fill(place: Element, parts: Iterable<Markup>): Promise<void> {
    const slices = new Slices(place, () => place.isConnected);
    for (const part of parts) await slices.add(() => part);
    slices.flush();
  }

  close(): void {
    this.#box?.remove();
    this.#box = undefined;
  }
}
