import { FlowingLoad } from '../../cloud/load/flowing-load.ts';
import type { Simulation } from '../../kernel/index.ts';
import { Pod, type PodSpec } from './pod.ts';

/** What a load asks of pods. */
export interface PodLoad {
  /** Requests a second that keep one vCPU busy. */
  readonly perVcpu: number;
}

/** @internal What a deployment asks of its cluster. */
export interface PodKeeper {
  /** Something is to be scheduled. */
  wake(): void;
  /** A pod goes. */
  release(pod: Pod): void;
}

/** Keeps a number of equal pods: a Deployment of Kubernetes with its ReplicaSet. */
export class Deployment {
  /** Its name. */
  readonly name: string;
  /** @internal */
  readonly spec: PodSpec;
  readonly #simulation: Simulation;
  readonly #keeper: PodKeeper;
  readonly #limit: number;
  readonly #every: number;
  #pods: Pod[] = [];
  #replicas: number;
  #made = 0;
  #load: FlowingLoad | undefined;

  /** @internal Made by `cluster.deploy`. */
  constructor(
    simulation: Simulation,
    keeper: PodKeeper,
    options: { name: string; spec: PodSpec; replicas: number; limit: number; every: number },
  ) {
    this.#simulation = simulation;
    this.#keeper = keeper;
    this.name = options.name;
    this.spec = options.spec;
    this.#limit = options.limit;
    this.#every = options.every;
    this.#replicas = options.replicas;
    this.reconcile();
  }

  /** How many pods there should be. */
  get replicas(): number {
    return this.#replicas;
  }

  /** Its pods, those that wait for a place too. */
  get pods(): readonly Pod[] {
    return this.#pods;
  }

  /** Its pods that answer requests. */
  get ready(): readonly Pod[] {
    return this.#pods.filter(({ ready }) => ready);
  }

  /** Its pods that have no place. */
  get pending(): readonly Pod[] {
    return this.#pods.filter(({ node }) => node === undefined);
  }

  /** What its ready pods use of the CPU that they request, in per cent; 0 where none is ready. */
  get utilization(): number {
    const { ready } = this;
    if (ready.length === 0) return 0;
    return (ready.reduce((sum, { cpu }) => sum + cpu, 0) / ready.length / this.spec.requests.cpu) * 100;
  }

  /** The share of the load's requests that the ready pods could not serve: nobody waits here, they are lost. */
  get lossRate(): number {
    return this.#load?.lossRate ?? 0;
  }

  /** Wants another number of pods. Throws RangeError for what is no number of pods. */
  scale(replicas: number): void {
    if (!Number.isSafeInteger(replicas) || replicas < 0) throw new RangeError(`Replicas are a whole number from 0; not ${replicas}.`); // prettier-ignore
    this.#replicas = replicas;
    this.reconcile();
  }

  /** A load that flows: requests a second, divided evenly among the ready pods, as the CPU that they use. It replaces one before. */
  load(rate: number | ((seconds: number) => number), { perVcpu }: PodLoad): void {
    this.#load?.stop();
    const capacity = (this.#limit * perVcpu) / 1000;
    const able = () => this.ready.map((pod) => new Busy(pod, this.#limit));
    this.#load = new FlowingLoad(this.#simulation, able, rate, { capacity, every: this.#every });
  }

  /** @internal A pod has lost its node: another takes its place. */
  replace(pod: Pod): void {
    this.#pods = this.#pods.filter((one) => one !== pod);
    this.reconcile();
  }

  /** @internal Makes pods that are missing, and lets go of those that are too many: first the ones without a place. */
  reconcile(): void {
    while (this.#pods.length < this.#replicas) {
      const name = `${this.name}-${++this.#made}`;
      this.#pods.push(new Pod(name, this.spec, this.#simulation.now));
    }
    while (this.#pods.length > this.#replicas) {
      const rank = ({ node, ready }: Pod) => (node === undefined ? 0 : ready ? 2 : 1);
      const least = Math.min(...this.#pods.map(rank));
      const pod = this.#pods.findLast((one) => rank(one) === least)!;
      this.#pods = this.#pods.filter((one) => one !== pod);
      this.#keeper.release(pod);
    }
    this.#keeper.wake();
  }
}

/** A pod as a load sees it: the share of its limit that it uses. */
class Busy {
  readonly #pod: Pod;
  readonly #limit: number;

  constructor(pod: Pod, limit: number) {
    this.#pod = pod;
    this.#limit = limit;
  }

  set cpu(share: number) {
    this.#pod.cpu = share * this.#limit;
  }
}
