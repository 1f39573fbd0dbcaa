import { kept } from '../store.ts';

/**
 * `<x-ask>`: a question with its choices, each of which opens its reason. The first that is opened is the reader's answer,
 * and where the question stands in a sandbox, the result that was folded shows. What is said of it comes when it is given.
 */
class AskElement extends HTMLElement {
  connectedCallback(): void {
    // On the page that asks again, an earlier answer is the reason, and no end.
    if (!('again' in this.dataset) && kept('progress')?.includes(`${JSON.stringify(this.dataset['id'])}:`)) {
      this.dataset['done'] = '';
      this.querySelector('[role=status]')!.textContent = 'You have answered this before.';
    }
    for (const type of ['click', 'submit']) this.addEventListener(type, (event) => this.#act(event));
  }

  #act(event: Event): void {
    const target = event.target as HTMLElement;
    const act = event.type === 'submit' ? target : target.closest<HTMLElement>('summary, [type=button]');
    if (!act) return;
    if (act === target && act.matches('form')) event.preventDefault();
    const first = !('done' in this.dataset);
    this.dataset['done'] = '';
    void import('./answer-given.ts').then(({ answerGiven }) => answerGiven(this, act, first));
  }
}

customElements.define('x-ask', AskElement);
