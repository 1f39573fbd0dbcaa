/** A policy's bound on how much may change within a period. */
export interface ScalingPolicy {
  /** Whether `value` counts pods, or per cent of the pods that there were. */
  readonly type: 'Pods' | 'Percent';
  /** How much. */
  readonly value: number;
  /** Within how many seconds. */
  readonly periodSeconds: number;
}

/** How a deployment is scaled in one direction: `behavior.scaleUp`, `behavior.scaleDown`. */
export interface ScalingRules {
  /** Seconds whose recommendations count: scaling down takes their largest, scaling up their smallest. */
  readonly stabilizationWindowSeconds: number;
  /** Which policy holds where there are several: that of the largest change, of the smallest, or no change at all. */
  readonly selectPolicy: 'Max' | 'Min' | 'Disabled';
  /** The bounds. */
  readonly policies: readonly ScalingPolicy[];
  /** How far the metric may be from its target, as a part of it. */
  readonly tolerance: number;
}

/** What a horizontal pod autoscaler is told. */
export interface AutoscalerSpec {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly scaleUp: ScalingRules;
  readonly scaleDown: ScalingRules;
}

/** https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#default-behavior */
export const SCALE_UP_DEFAULT: ScalingRules = {
  stabilizationWindowSeconds: 0,
  selectPolicy: 'Max',
  policies: [
    { type: 'Percent', value: 100, periodSeconds: 15 },
    { type: 'Pods', value: 4, periodSeconds: 15 },
  ],
  tolerance: 0.1,
};
/** https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/#default-behavior */
export const SCALE_DOWN_DEFAULT: ScalingRules = {
  stabilizationWindowSeconds: 300,
  selectPolicy: 'Max',
  policies: [{ type: 'Percent', value: 100, periodSeconds: 15 }],
  tolerance: 0.1,
};
/** Seconds between two looks. */
export const SYNC_PERIOD = 15;

/** What the autoscaler has seen and done, newest last. */
export interface AutoscalerHistory {
  readonly recommendations: readonly { readonly at: number; readonly replicas: number }[];
  readonly changes: readonly { readonly at: number; readonly by: number }[];
}

/** Before its first look. */
export const NO_HISTORY: AutoscalerHistory = { recommendations: [], changes: [] };

/** One look: what the metric asks for, held steady by the windows, held slow by the policies, held in by the bounds. */
export function autoscale(
  spec: AutoscalerSpec,
  current: number,
  recommended: number,
  history: AutoscalerHistory,
  now: number,
): { readonly replicas: number; readonly history: AutoscalerHistory } {
  const recommendations = [...history.recommendations, { at: now, replicas: recommended }];
  const steady = stabilize(spec, current, recommendations, now);
  const replicas = limit(spec, current, steady, history, now);
  const longest = Math.max(
    ...[spec.scaleUp, spec.scaleDown].flatMap(({ stabilizationWindowSeconds, policies }) => [
      stabilizationWindowSeconds,
      ...policies.map(({ periodSeconds }) => periodSeconds),
    ]),
  );
  const kept = ({ at }: { readonly at: number }) => at > now - longest;
  const changes =
    replicas === current ? history.changes : [...history.changes, { at: now, by: replicas - current }];
  return {
    replicas,
    history: { recommendations: recommendations.filter(kept), changes: changes.filter(kept) },
  };
}

/** Up to the least that was recommended in the window of scaling up, down to the most in that of scaling down. */
function stabilize(
  { scaleUp, scaleDown }: AutoscalerSpec,
  current: number,
  recommendations: AutoscalerHistory['recommendations'],
  now: number,
): number {
  const last = recommendations.at(-1)!.replicas;
  let [up, down] = [last, last];
  for (const { at, replicas } of recommendations) {
    if (at > now - scaleUp.stabilizationWindowSeconds) up = Math.min(up, replicas);
    if (at > now - scaleDown.stabilizationWindowSeconds) down = Math.max(down, replicas);
  }
  return Math.min(Math.max(current, up), down);
}

function limit(
  { minReplicas, maxReplicas, scaleUp, scaleDown }: AutoscalerSpec,
  current: number,
  wanted: number,
  { changes }: AutoscalerHistory,
  now: number,
): number {
  /** How many there were when a policy's period began. */
  const before = (periodSeconds: number) =>
    changes.reduce((count, { at, by }) => (at > now - periodSeconds ? count - by : count), current);
  if (wanted > current) {
    const tops = scaleUp.policies.map(({ type, value, periodSeconds }) => {
      const start = before(periodSeconds);
      return type === 'Pods' ? start + value : Math.ceil((start * (100 + value)) / 100);
    });
    const top = choose(scaleUp.selectPolicy === 'Max' ? Math.max : Math.min, tops, scaleUp, current);
    return Math.min(wanted, Math.max(top, current), maxReplicas);
  }
  if (wanted < current) {
    const bottoms = scaleDown.policies.map(({ type, value, periodSeconds }) => {
      const start = before(periodSeconds);
      return type === 'Pods' ? start - value : Math.floor((start * (100 - value)) / 100);
    });
    const bottom = choose(
      scaleDown.selectPolicy === 'Max' ? Math.min : Math.max,
      bottoms,
      scaleDown,
      current,
    );
    return Math.max(wanted, Math.min(bottom, current), minReplicas);
  }
  return Math.min(maxReplicas, Math.max(minReplicas, current));
}

function choose(
  by: (one: number, other: number) => number,
  values: readonly number[],
  { selectPolicy }: ScalingRules,
  current: number,
): number {
  return selectPolicy === 'Disabled' || values.length === 0 ? current : values.reduce((a, b) => by(a, b));
}
