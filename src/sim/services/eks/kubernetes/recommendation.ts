/** A pod's metric in percent of its request, or as a plain value. */
export interface PodMetric {
  /** Nothing where none came. */
  readonly value?: number;
  /** A pod that is not ready yet may still be starting: its value says little. */
  readonly ready: boolean;
}

/** How far a metric may be from its target without a change, as parts of it. */
export interface Tolerance {
  readonly up: number;
  readonly down: number;
}

/**
 * The replicas that a metric asks for: ⌈pods · mean / target⌉, unless the mean is within the tolerance.
 *
 * Doubts go against change. Pods without a value count as using the target's whole where the rest say less is
 * needed, and as idle where they say more; pods that are not ready count as idle where more is needed. If that turns
 * the answer round, or brings it within the tolerance, all stays as it is.
 * https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#algorithm-details
 *
 * @param current the replicas that are there; a workload of none is not scaled
 */
export function recommendReplicas(
  current: number,
  pods: readonly PodMetric[],
  target: number,
  tolerance: Tolerance = { up: 0.1, down: 0.1 },
): number {
  if (current === 0) return 0;
  const values = pods.flatMap(({ value, ready }) => (ready && value !== undefined ? [value] : []));
  const unready = pods.filter(({ ready }) => !ready).length;
  const missing = pods.filter(({ ready, value }) => ready && value === undefined).length;
  if (values.length === 0) return current;
  const ratio = ratioOf(values, target);
  if (missing === 0 && (unready === 0 || ratio <= 1)) {
    return within(ratio, tolerance) ? current : replicasFor(values, target);
  }
  if (missing > 0) push(values, missing, ratio < 1 ? target : 0);
  if (ratio > 1) push(values, unready, 0);
  const cautious = ratioOf(values, target);
  if (within(cautious, tolerance) || ratio < 1 !== cautious < 1) return current;
  const replicas = replicasFor(values, target);
  return cautious < 1 ? Math.min(current, replicas) : Math.max(current, replicas);
}

function push(values: number[], count: number, value: number): void {
  for (let i = 0; i < count; i++) values.push(value);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function ratioOf(values: readonly number[], target: number): number {
  return sum(values) / (values.length * target);
}

/** From the sum: the mean times the count would not always be whole where it should be. */
function replicasFor(values: readonly number[], target: number): number {
  return Math.ceil(sum(values) / target);
}

function within(ratio: number, { up, down }: Tolerance): boolean {
  return ratio >= 1 - down && ratio <= 1 + up;
}
