import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon MWAA. */
export const breakages = {
  'waits for nothing': {
    file: 'dag-run.ts',
    text: "return states.every((state) => state === 'success') ? 'run' : 'wait';",
    instead: "return 'run';",
  },
  'takes a cycle for a DAG': {
    file: 'dag.ts',
    text: 'if (ready.length === 0)\n      throw',
    instead: 'if (ready.length === 0) return order;\n    if (false as boolean)\n      throw',
  },
  'keeps to no schedule': {
    file: 'scheduler.ts',
    text: 'if (schedule === undefined) return;',
    instead: 'return;',
  },
} satisfies Breakages;
