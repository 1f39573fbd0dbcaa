import {
  addProgress,
  forgetProgress,
  formatProgress,
  parseProgress,
  ProgressError,
  readProgress,
} from './progress.ts';
import { saveFile } from './save-file.ts';

/** `<x-progress>`: which of the listed exercises the reader has passed, in this browser; as a file, and from one. */
class ProgressElement extends HTMLElement {
  connectedCallback(): void {
    const file = this.querySelector<HTMLInputElement>('[type=file]')!;
    file.addEventListener('change', () => void this.#import(file));
    this.addEventListener('click', ({ target }) => {
      const action = (target as Element).closest<HTMLElement>('[data-do]')?.dataset['do'];
      if (action === 'export') this.#export();
      if (action === 'import') file.click();
      if (action === 'forget') this.#forget();
    });
    this.#show();
  }

  #show(): void {
    const { passed, answers } = readProgress();
    for (const list of this.querySelectorAll<HTMLElement>('[data-questions]')) {
      const ids = JSON.parse(list.dataset['questions']!) as string[];
      const answered = ids.flatMap((id) => (Object.hasOwn(answers, id) ? [answers[id]!] : []));
      const right = answered.filter((one) => one.right).length;
      list.querySelector('.state')!.textContent =
        answered.length === 0
          ? `none of ${ids.length} answered`
          : `${answered.length} of ${ids.length} answered, ${right} right`;
    }
    const items = [...this.querySelectorAll<HTMLElement>('[data-id]')];
    let count = 0;
    for (const item of items) {
      const id = item.dataset['id']!;
      const day = Object.hasOwn(passed, id) ? passed[id] : undefined;
      if (day) count++;
      item.toggleAttribute('data-passed', Boolean(day));
      item.querySelector('.state')!.textContent = day ? `✓ passed on ${day}` : 'not yet';
    }
    this.querySelector('.count')!.textContent = `${count} of ${items.length} exercises passed.`;
  }

  #say(text: string): void {
    this.querySelector('[role=status]')!.textContent = text;
  }

  #export(): void {
    saveFile('desired-capacity-progress.json', formatProgress(readProgress()), 'application/json');
    this.#say('Your progress is saved as a file.');
  }

  async #import(file: HTMLInputElement): Promise<void> {
    const [chosen] = file.files!;
    if (!chosen) return;
    try {
      const lasts = addProgress(parseProgress(await chosen.text()));
      this.#show();
      const kept = lasts ? '' : ' This browser lets nothing be kept: it lasts until you leave the page.';
      this.#say(`The progress of the file is added to yours.${kept}`);
    } catch (error) {
      if (!(error instanceof ProgressError)) throw error;
      this.#say(error.message);
    } finally {
      // The same file again is a change again.
      file.value = '';
    }
  }

  #forget(): void {
    if (
      !confirm(
        'Forget which exercises you have passed and which questions you have answered in this browser?',
      )
    )
      return;
    forgetProgress();
    this.#show();
    this.#say('Your progress is forgotten.');
  }
}

customElements.define('x-progress', ProgressElement);
