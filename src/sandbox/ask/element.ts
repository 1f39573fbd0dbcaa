import type { SandboxElement } from '../element.ts';
import type { Progress } from '../progress.ts';
import { kept } from '../store.ts';

/**
 * `<x-ask>`: a question with its choices, each of which opens its reason. The first that is opened is the reader's answer:
 * it is kept, and where the question stands in a sandbox, the result that was folded shows.
 */
class AskElement extends HTMLElement {
  connectedCallback(): void {
    const { day, right } = lastAnswer(this.dataset['id']!) ?? {};
    if (day) this.#finish(`You answered this on ${day}: ${right ? 'right' : 'not so'}.`);
    this.addEventListener('click', ({ target }) => {
      const element = target as Element;
      const choice = element.closest('summary')?.parentElement;
      const settings = element.closest<HTMLElement>('[data-try]')?.dataset['try'];
      if (choice) this.#answer(choice);
      else if (element.closest('[data-show]')) this.#show();
      else if (settings) void this.#sandbox?.with(({ knobs }) => knobs.set(settings));
    });
    this.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#guess(this.querySelector('input')!.valueAsNumber);
    });
  }

  get #sandbox(): SandboxElement | null {
    return this.closest('x-sandbox');
  }

  #answer(choice: HTMLElement): void {
    if ('done' in this.dataset) return;
    choice.dataset['guess'] = '';
    this.#keep('right' in choice.dataset);
  }

  /** A number as an answer: it is the choice that takes it. */
  async #guess(value: number): Promise<void> {
    const { accepts } = await import('./answer.ts');
    const choices = [...this.querySelectorAll<HTMLDetailsElement>('.choice')];
    const right = this.querySelector<HTMLDetailsElement>('[data-right]')!;
    const choice = choices.find(({ dataset }) => dataset['is'] && accepts(dataset['is'], value)) ?? right;
    choice.open = true;
    const hit = choice === right && accepts(right.dataset['is']!, value);
    if (hit || choice !== right) choice.dataset['guess'] = '';
    this.#keep(hit);
  }

  #keep(right: boolean): void {
    const { gives, id } = this.dataset;
    const run = gives ? ` The run gives ${gives}.` : '';
    this.#finish(`${right ? '✓ Right.' : '✗ Not so.'}${run}`);
    void import('../progress.ts').then(({ addProgress, today }) => {
      if (!addProgress({ answers: { [id!]: { day: today(), right } } }))
        this.#say(`${this.#said} This browser does not let your answer be kept.`);
    });
  }

  #show(): void {
    this.#finish('The result stands below.');
    // The button that was pressed goes.
    this.querySelector<HTMLElement>('[role=status]')!.focus();
  }

  #finish(said: string): void {
    this.dataset['done'] = '';
    this.#say(said);
  }

  get #said(): string {
    return this.querySelector('[role=status]')!.textContent;
  }

  #say(text: string): void {
    this.querySelector('[role=status]')!.textContent = text;
  }
}

/** A light look at what progress keeps: what is spoilt is none. */
function lastAnswer(id: string): Progress['answers'][string] | undefined {
  try {
    return (JSON.parse(kept('progress')!) as Progress).answers[id];
  } catch {
    return undefined;
  }
}

customElements.define('x-ask', AskElement);
