import type { Breakages } from '../../tongue/breakage.ts';

/** Ways to break Amazon EKS. */
export const breakages = {
  'schedules without a look at what is free': {
    file: 'kubernetes/scheduler.ts',
    text: 'if (used.cpu + pod.requests.cpu > allocatable.cpu)',
    instead: 'if (used.cpu < 0)',
  },
  'puts all pods on one node': {
    file: 'kubernetes/scheduler.ts',
    text: 'if (score > highest)',
    instead: 'if (100 - score > highest || highest < 0)',
  },
  'has no nodes': {
    file: 'cluster.ts',
    text: 'if (this.nodes.has(instanceId) || this.#joining.has(instanceId)) return;',
    instead: 'if (group !== undefined || this.nodes.has(instanceId)) return;',
  },
  'forgets the tolerance': {
    file: 'kubernetes/recommendation.ts',
    text: 'return ratio >= 1 - down && ratio <= 1 + up;',
    instead: 'return ratio === 1 && up === down;',
  },
  'forgets the window': {
    file: 'kubernetes/horizontal-pod-autoscaler.ts',
    text: 'down = Math.max(down, replicas);',
    instead: 'down = Math.max(down, last);',
  },
  'grows without a bound': {
    file: 'kubernetes/horizontal-pod-autoscaler.ts',
    text: 'return Math.min(wanted, Math.max(top, current), maxReplicas);',
    instead: 'return Math.min(wanted, top * 0 + maxReplicas);',
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
  'never shrinks': {
    file: 'group-scaler.ts',
    text: 'return size.desiredCapacity - lost > size.minSize;',
    instead: 'return size.desiredCapacity - lost > size.minSize * 1e6;',
  },
  'shrinks at once': {
    file: 'kubernetes/cluster-autoscaler.ts',
    text: 'now - since < options.scaleDownUnneededTime',
    instead: 'now - since < 0 * options.scaleDownUnneededTime',
  },
  'launches the dearest': {
    file: 'kubernetes/karpenter.ts',
    text: 'one.type.pricePerHour < best.type.pricePerHour ? one : best',
    instead: 'one.type.pricePerHour > best.type.pricePerHour ? one : best',
  },
  'consolidates nothing': {
    file: 'karpenter.ts',
    text: 'if (!step) return;',
    instead: 'if (!step || step) return;',
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
  'charges nothing for a cluster': {
    file: 'eks.ts',
    text: 'this.usage(eksPrices.cluster).start(1 / 3600)',
    instead: 'this.usage(eksPrices.cluster).start(0)',
  },
  'keeps no labels': {
    file: 'kubernetes/scheduler.ts',
    text: 'if (labels.get(key) !== value)',
    instead: 'if (labels.get(key) !== value && labels.has(value))',
  },
} satisfies Breakages;
