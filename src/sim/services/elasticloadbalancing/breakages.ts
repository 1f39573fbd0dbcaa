import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Classic Load Balancers. */
export const breakages = {
  'sends all to one instance': {
    file: 'classic-node.ts',
    text: 'tied.length > 0 ? tied[this.#random.integer(0, tied.length - 1)] : undefined',
    instead: 'tied.length > 0 ? all[0] : undefined',
  },
  'keeps one instance': {
    file: 'classic-node.ts',
    text: 'this.#members.set(id, member);',
    instead: 'this.#members.clear();\n    this.#members.set(id, member);',
  },
  'is cross-zone from the start': {
    file: 'classic-load-balancer.ts',
    text: 'crossZoneLoadBalancing: { enabled: false },',
    instead: 'crossZoneLoadBalancing: { enabled: true },',
  },
} satisfies Breakages;
