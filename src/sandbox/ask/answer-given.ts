import type { SandboxElement } from '../element.ts';
import { addProgress, own, readProgress, today } from '../progress.ts';
import { answeredAgain } from '../review.ts';
import { accepts } from './answer.ts';

/**
 * What comes of a press in a question: the first answer is told and kept; a button may turn knobs of its sandbox.
 *
 * @param act what was pressed: a choice's summary, a button, or the form of a number
 * @param first whether the question had no answer before
 */
export function answerGiven(ask: HTMLElement, act: HTMLElement, first: boolean): void {
  const settings = act.dataset['try'];
  if (settings)
    return void ask.closest<SandboxElement>('x-sandbox')?.with(({ knobs }) => knobs.set(settings));
  if (!first) return;
  const status = ask.querySelector<HTMLElement>('[role=status]')!;
  if ('show' in act.dataset) {
    const others = ask.closest('x-sandbox')?.querySelector('x-ask:not([data-done])');
    status.textContent = others
      ? 'The result shows once the other question is answered.'
      : 'The result stands below.';
    // The button that was pressed is gone.
    return status.focus();
  }
  const number = act.querySelector('input');
  const choice = number ? choiceOf(ask, number.valueAsNumber) : act.parentElement!;
  if (choice) choice.dataset['guess'] = '';
  const right = choice !== undefined && 'right' in choice.dataset;
  const { gives, id } = ask.dataset;
  status.textContent = `${right ? '✓ Right.' : '✗ Not so.'}${gives ? ` The run gives ${gives}.` : ''}`;
  // The field that had the focus is gone.
  if (number) status.focus();
  const last = own(readProgress().answers, id!);
  if (!addProgress({ answers: { [id!]: answeredAgain(last, right, today()) } }))
    status.textContent += ' This browser does not let your answer be kept.';
  ask.dispatchEvent(new CustomEvent('answered', { bubbles: true }));
}

/** The choice that takes a number, opened; where none does, the right one is opened, and none is given. */
function choiceOf(ask: HTMLElement, value: number): HTMLElement | undefined {
  const choices = [...ask.querySelectorAll<HTMLDetailsElement>('.choice')];
  const choice = choices.find(({ dataset }) => dataset['is'] && accepts(dataset['is'], value));
  (choice ?? choices.find(({ dataset }) => 'right' in dataset)!).open = true;
  return choice;
}
