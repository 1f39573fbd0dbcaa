import { type Markup, markup } from './view/markup.ts';

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
   * @param action the `data-do` of the button that it belongs to, to which the focus goes when it is closed
   */
  open(title: string, action: string, content: Markup): HTMLElement {
    this.close();
    const box = document.createElement('section');
    box.className = 'panel';
    box.ariaLabel = title;
    box.innerHTML = markup`<header><b>${title}</b><button type="button">Close</button></header>
<div class="transcript">${content}</div>`.text;
    box.querySelector('button')!.addEventListener('click', () => {
      this.close();
      this.#host.querySelector<HTMLElement>(`[data-do=${action}]`)?.focus();
    });
    this.#host.querySelector('.told')!.after(box);
    this.#box = box;
    return box.querySelector('div')!;
  }

  close(): void {
    this.#box?.remove();
    this.#box = undefined;
  }
}
