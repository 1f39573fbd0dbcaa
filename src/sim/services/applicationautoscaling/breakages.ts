import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Application Auto Scaling. */
export const breakages = {
  'scales nothing': {
    file: 'scalable-target.ts',
    text: "ask(this.#region, 'ecs', 'UpdateService', { cluster, service, desiredCount });",
    instead: 'void [cluster, service, desiredCount];',
  },
  'hears no alarm': {
    file: 'application-auto-scaling.ts',
    text: 'if (value === undefined) return;',
    instead: 'return;',
  },
  'keeps no time': {
    file: 'application-auto-scaling.ts',
    text: 'scheduled.timer = this.simulation.timer(moment - now, () => {',
    instead: 'scheduled.timer = this.simulation.timer(1e9, () => {',
  },
} as const satisfies Breakages;
