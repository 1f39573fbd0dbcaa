import type { Simulation } from '../../kernel/index.ts';
import type { Deployment } from './deployment.ts';
import {
  autoscale,
  NO_HISTORY,
  SCALE_DOWN_DEFAULT,
  SCALE_UP_DEFAULT,
  SYNC_PERIOD,
  type AutoscalerSpec,
  type ScalingRules,
} from './kubernetes/horizontal-pod-autoscaler.ts';
import { recommendReplicas } from './kubernetes/recommendation.ts';

/** How a deployment is scaled. */
export interface AutoscaleOptions {
  /** The fewest pods. Default 1. */
  readonly minReplicas?: number;
  /** The most pods. */
  readonly maxReplicas: number;
  /** The CPU that pods should use, in per cent of what they request. Default 80, as Kubernetes has it. */
  readonly targetCpu?: number;
  /** How it grows, where that is not Kubernetes' default. */
  readonly scaleUp?: Partial<ScalingRules>;
  /** How it shrinks, where that is not Kubernetes' default. */
  readonly scaleDown?: Partial<ScalingRules>;
}

/**
 * A horizontal pod autoscaler: looks every 15 seconds at what the pods use, and changes the replicas of a deployment. It knows
 * nothing of nodes.
 * https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/
 */
export class HorizontalAutoscaler {
  /** What it scales. */
  readonly deployment: Deployment;
  /** What the last look recommended, before windows and bounds. */
  recommended: number;
  /** How often it has changed the replicas. */
  changes = 0;
  readonly #simulation: Simulation;
  readonly #spec: AutoscalerSpec;
  readonly #target: number;
  #history = NO_HISTORY;
  #stopped = false;

  /** Made by `cluster.autoscale`. */
  constructor(simulation: Simulation, deployment: Deployment, options: AutoscaleOptions) {
    const { minReplicas = 1, maxReplicas, targetCpu = 80, scaleUp, scaleDown } = options;
    if (!(minReplicas <= maxReplicas)) throw new RangeError('maxReplicas is not below minReplicas.');
    this.#simulation = simulation;
    this.deployment = deployment;
    this.recommended = deployment.replicas;
    this.#target = targetCpu;
    this.#spec = {
      minReplicas,
      maxReplicas,
      scaleUp: { ...SCALE_UP_DEFAULT, ...scaleUp },
      scaleDown: { ...SCALE_DOWN_DEFAULT, ...scaleDown },
    };
    simulation.schedule(SYNC_PERIOD, () => this.#look());
  }

  /** Ends it: the replicas stay as they are. */
  stop(): void {
    this.#stopped = true;
  }

  #look(): void {
    if (this.#stopped) return;
    const { deployment } = this;
    const request = deployment.spec.requests.cpu;
    const metrics = deployment.pods.map(({ ready, cpu }) => ({ ready, value: (cpu / request) * 100 }));
    const tolerance = { up: this.#spec.scaleUp.tolerance, down: this.#spec.scaleDown.tolerance };
    this.recommended = recommendReplicas(deployment.replicas, metrics, this.#target, tolerance);
    const { replicas, history } = autoscale(
      this.#spec,
      deployment.replicas,
      this.recommended,
      this.#history,
      this.#simulation.now,
    );
    this.#history = history;
    if (replicas !== deployment.replicas) {
      this.changes++;
      deployment.scale(replicas);
    }
    this.#simulation.schedule(SYNC_PERIOD, () => this.#look());
  }
}
