import type { Entry } from '../sim/report/transcript.ts';
import { kept } from './store.ts';

/** `<x-exercise>`: says when the reader's code passes, and remembers that it did. */
class ExerciseElement extends HTMLElement {
  connectedCallback(): void {
    // Progress is read as what it is when it is needed: here its text will do.
    if (kept('progress')?.includes(`${JSON.stringify(this.dataset['id'])}:`))
      this.#say('You passed this exercise before.');
    this.querySelector('x-sandbox')!.addEventListener('sandbox-run', (event) => {
      void this.#check((event as CustomEvent<Entry[]>).detail);
    });
  }

  async #check(entries: Entry[]): Promise<void> {
    const [{ addProgress, today }, { passes }] = await Promise.all([
      import('./progress.ts'),
      import('./view/outcome.ts'),
    ]);
    const passed = passes(entries, JSON.parse(this.dataset['checks']!) as string[]);
    this.toggleAttribute('data-passed', passed);
    if (!passed) return this.#say('');
    const lasts = addProgress({ passed: { [this.dataset['id']!]: today() } });
    this.#say(
      `✓ Exercise passed: every check holds.${lasts ? '' : ' This browser does not let that be kept.'}`,
    );
  }

  #say(text: string): void {
    this.querySelector('.passed')!.textContent = text;
  }
}

customElements.define('x-exercise', ExerciseElement);
