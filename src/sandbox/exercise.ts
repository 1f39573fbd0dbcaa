import type { Entry } from '../sim/report/transcript.ts';
import { keep, kept } from './store.ts';
import { passes } from './view/outcome.ts';

/** `<x-exercise>`: says when the reader's code passes, and remembers that it did. */
class ExerciseElement extends HTMLElement {
  connectedCallback(): void {
    const name = `passed/${this.dataset['id']}`;
    const expected = JSON.parse(this.dataset['checks']!) as string[];
    const state = this.querySelector<HTMLElement>('.passed')!;
    if (kept(name)) state.textContent = 'You passed this exercise before.';
    this.querySelector('x-sandbox')!.addEventListener('sandbox-run', (event) => {
      const passed = passes((event as CustomEvent<Entry[]>).detail, expected);
      this.toggleAttribute('data-passed', passed);
      if (passed) keep(name, 'yes');
      state.textContent = passed ? '✓ Exercise passed: every check holds.' : '';
    });
  }
}

customElements.define('x-exercise', ExerciseElement);
