import type { Entry } from '../sim/report/transcript.ts';
import { addPassed, passedExercises } from './progress.ts';
import { passes } from './view/outcome.ts';

/** `<x-exercise>`: says when the reader's code passes, and remembers that it did. */
class ExerciseElement extends HTMLElement {
  connectedCallback(): void {
    const id = this.dataset['id']!;
    const expected = JSON.parse(this.dataset['checks']!) as string[];
    const state = this.querySelector<HTMLElement>('.passed')!;
    if (Object.hasOwn(passedExercises(), id)) state.textContent = 'You passed this exercise before.';
    this.querySelector('x-sandbox')!.addEventListener('sandbox-run', (event) => {
      const passed = passes((event as CustomEvent<Entry[]>).detail, expected);
      this.toggleAttribute('data-passed', passed);
      state.textContent = '';
      if (!passed) return;
      const lasts = addPassed({ [id]: new Date().toISOString().slice(0, 10) });
      state.textContent = `✓ Exercise passed: every check holds.${lasts ? '' : ' This browser does not let that be kept.'}`;
    });
  }
}

customElements.define('x-exercise', ExerciseElement);
