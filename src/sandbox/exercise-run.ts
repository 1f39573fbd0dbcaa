import type { Entry } from '../sim/report/transcript.ts';
import { addProgress, today } from './progress.ts';
import { passes } from './view/outcome.ts';

/** What comes of a run in an exercise: it is passed, which is told and kept, or not. */
export function exerciseRun(exercise: HTMLElement, entries: Entry[]): void {
  const { id, checks } = exercise.dataset;
  const state = exercise.querySelector('.passed')!;
  const passed = passes(entries, JSON.parse(checks!) as string[]);
  exercise.toggleAttribute('data-passed', passed);
  state.textContent = '';
  if (!passed) return;
  const lasts = addProgress({ passed: { [id!]: today() } });
  state.textContent = `✓ Exercise passed: every check holds.${lasts ? '' : ' This browser does not let that be kept.'}`;
}
