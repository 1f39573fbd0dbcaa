import type { Entry } from '../sim/report/transcript.ts';
import { kept } from './store.ts';

/** `<x-exercise>`: says when the reader's code passes, and remembers that it did. */
class ExerciseElement extends HTMLElement {
  connectedCallback(): void {
    // Progress is read as what it is when it is needed: here its text will do.
    if (kept('progress')?.includes(`${JSON.stringify(this.dataset['id'])}:`))
      this.querySelector('.passed')!.textContent = 'You passed this exercise before.';
    this.querySelector('x-sandbox')!.addEventListener('sandbox-run', (event) => {
      const { detail } = event as CustomEvent<Entry[]>;
      void import('./exercise-run.ts').then(({ exerciseRun }) => exerciseRun(this, detail));
    });
  }
}

customElements.define('x-exercise', ExerciseElement);
