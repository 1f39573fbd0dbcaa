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
  'shares its clusters with every Region': {
    file: 'eks.ts',
    text: 'readonly #clusters = new Registry<Cluster>(',
    instead: 'readonly #clusters = (globalThis as { c?: Registry<Cluster> }).c ??= new Registry<Cluster>(',
  },
  'puts all nodes into one subnet': {
    file: 'node-group-maker.ts',
    text: "vpcZoneIdentifier: input.subnets.join(','),",
    instead: "vpcZoneIdentifier: input.subnets.slice(0, 1).join(','),",
  },
  'takes no Spot Instances of yours': {
    file: 'cluster.ts',
    text: "if (instance?.state !== 'running') return;",
    instead: "if (instance?.state !== 'running' || (group?.managed === false && 'spot' in instance && instance.spot)) return;", // prettier-ignore
  },
  'scales no deployment': {
    file: 'deployment.ts',
    text: 'this.#replicas = replicas;',
    instead: 'void replicas;',
  },
} satisfies Breakages;
