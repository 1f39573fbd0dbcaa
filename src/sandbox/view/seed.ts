import type { Files } from '../engine.ts';

/** Whether the code gives a seed itself, as `new Cloud({ seed: 7 })` does: then the seed of the run says nothing. */
export function seedIsPinned(files: Files): boolean {
  return Object.values(files).some((code) => /\bnew\s+(Cloud|Simulation)\(\s*\{[^}]*\bseed\b/.test(code));
}
