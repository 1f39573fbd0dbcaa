import type { Engine } from './engine.ts';
import { engines } from './engines.ts';

// One for the page: a run in one sandbox ends the run in another.
let opening: Promise<Engine> | undefined;
let opened: Engine | undefined;

/** The engine that all sandboxes of the page run in, opened when the first of them asks. */
export function openEngine(): Promise<Engine> {
  opening ??= Promise.resolve(engines[0]!.open()).then((engine) => (opened = engine));
  return opening;
}

/** The page's engine if it is open by now. */
export function openedEngine(): Engine | undefined {
  return opened;
}
