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
  /** Requests that came so far. */
  offered = 0;
  /** Requests beyond what the ready pods could serve: nobody waits here, they are lost. */
  lost = 0;
  readonly #simulation: Simulation;
  readonly #keeper: PodKeeper;
  readonly #limit: number;
  readonly #every: number;
  #pods: Pod[] = [];
  #replicas: number;
  #made = 0;
  #load:
    | { readonly rate: (seconds: number) => number; readonly perVcpu: number; readonly since: number }
    | undefined;

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

  /** The share of the requests that were lost. */
  get lossRate(): number {
    return this.offered > 0 ? this.lost / this.offered : 0;
  }

  /** Wants another number of pods. Throws RangeError for what is no number of pods. */
  scale(replicas: number): void {
    if (!Number.isSafeInteger(replicas) || replicas < 0) throw new RangeError(`Replicas are a whole number from 0; not ${replicas}.`); // prettier-ignore
    this.#replicas = replicas;
    this.reconcile();
  }

  /** A load that flows: requests a second, divided evenly among the ready pods, as the CPU that they use. */
  load(rate: number | ((seconds: number) => number), { perVcpu }: PodLoad): void {
    const begins = this.#load === undefined;
    this.#load = { rate: typeof rate === 'number' ? () => rate : rate, perVcpu, since: this.#simulation.now };
    if (begins) this.#spread();
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

  #spread(): void {
    const { rate, perVcpu, since } = this.#load!;
    const now = rate(this.#simulation.now - since);
    if (!(now >= 0)) throw new RangeError(`A rate is 0 or more requests a second; not ${now}.`);
    const { ready } = this;
    const wanted = ready.length === 0 ? 0 : (now / ready.length / perVcpu) * 1000;
    for (const pod of this.#pods) pod.cpu = pod.ready ? Math.min(this.#limit, wanted) : 0;
    this.offered += now * this.#every;
    this.lost += Math.max(0, now - (ready.length * this.#limit * perVcpu) / 1000) * this.#every;
    this.#simulation.schedule(this.#every, () => this.#spread());
  }
}
