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
  'adds no worker': {
    file: 'workers.ts',
    text: 'Math.ceil(this.#load() / tasksPerWorker)',
    instead: '0',
  },
  'keeps all workers': {
    file: 'workers.ts',
    text: 'if (worker.running === 0 && idle)',
    instead: 'if (false as boolean)',
  },
  'never tries again': {
    file: 'scheduler.ts',
    text: 'tries.length <= retries',
    instead: 'tries.length < 0',
  },
  'is there at once': {
    file: 'mwaa.ts',
    text: 'this.simulation.schedule(this.model.creationTime,',
    instead: 'this.simulation.schedule(0,',
  },
} satisfies Breakages;
