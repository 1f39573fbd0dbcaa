import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon EKS. */
export const breakages = {
  'has no nodes': {
    file: 'cluster.ts',
    text: 'if (this.nodes.has(instanceId) || this.#joining.has(instanceId)) return;',
    instead: 'if (group !== undefined || this.nodes.has(instanceId)) return;',
  },
  'grows by itself': {
    file: 'cluster.ts',
    text: "(this.#simulation, 'CREATING');",
    instead: "(this.#simulation, 'CREATING'); this.#scaler = new GroupScaler(this, {});",
  },
  'never grows': {
    file: 'group-scaler.ts',
    text: 'if (!plan) return;',
    instead: 'if (!plan || plan) return;',
  },
  'sends nothing to Fargate': {
    file: 'cluster.ts',
    text: "state.is('ACTIVE') &&",
    instead: "state.is('DELETE_FAILED') &&",
  },
  'has On-Demand nodes only': {
    file: 'node-group-maker.ts',
    text: "const spot = capacityType === 'SPOT';",
    instead: "const spot = capacityType === 'CAPACITY_BLOCK';",
  },
} satisfies Breakages;
