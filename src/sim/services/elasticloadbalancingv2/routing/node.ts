import { eligible, type Eligible, type Threshold } from '../health/group-health.ts';
import type { CheckResult, TargetHealth } from '../health/target-health.ts';
import type { TargetState } from '../health/reasons.ts';
import type { Balancer } from '../kinds.ts';
import { Anomalies } from './anomalies.ts';
import { SlowStart } from './slow-start.ts';
import { type SentCookies, type Stickiness, stuckTo } from './stickiness.ts';
import type { RoutingAlgorithm, TargetView } from './target-view.ts';

/** A registered target at one node: its health there, and what the node has under way with it. */
export class NodeTarget implements TargetView {
  readonly id: string;
  readonly zone: string;
  readonly health: TargetHealth;
  outstanding = 0;
  weight = 1;
  credit = 0;

  constructor(id: string, zone: string, health: TargetHealth) {
    this.id = id;
    this.zone = zone;
    this.health = health;
  }

  get state(): TargetState {
    return this.health.state;
  }
}

/** How one node treats a target group. */
export interface NodeOptions {
  readonly balancer: Balancer;
  readonly zone: string;
  readonly algorithm: RoutingAlgorithm;
  readonly crossZone: boolean;
  readonly routing?: Threshold;
  readonly stickiness?: Stickiness;
  /** Seconds; default 0, which is off. */
  readonly slowStart?: number;
  readonly mitigateAnomalies?: boolean;
  readonly anomalies?: Anomalies;
}

/** Where a request goes, and by what. */
export interface Route {
  readonly target: NodeTarget;
  readonly by: 'cookie' | 'algorithm';
  /** Too few targets were healthy, so it may be an unhealthy one. */
  readonly failsOpen: boolean;
}

/**
 * One node of a balancer, for one target group: it checks the targets itself, counts its own requests, and chooses among
 * the targets that it may use. What other nodes see or send it does not know.
 */
export class TargetGroupNode {
  readonly anomalies: Anomalies;
  readonly #slowStart: SlowStart;
  #options: NodeOptions;
  #targets: NodeTarget[] = [];
  /** Undefined where a health has changed since it was worked out. */
  #eligible: Eligible<NodeTarget> | undefined;

  constructor(options: NodeOptions) {
    this.#options = options;
    this.anomalies = options.anomalies ?? new Anomalies();
    this.#slowStart = new SlowStart(options.slowStart ?? 0);
  }

  get options(): NodeOptions {
    return this.#options;
  }

  /** Attributes have changed. */
  configure(options: NodeOptions): void {
    this.#options = options;
    this.#slowStart.duration = options.slowStart ?? 0;
    this.#eligible = undefined;
  }

  get targets(): readonly NodeTarget[] {
    return this.#targets;
  }

  get eligible(): Eligible<NodeTarget> {
    const { balancer, zone, crossZone, routing } = this.options;
    return (this.#eligible ??= eligible(balancer, zone, this.#targets, crossZone, routing));
  }

  add(id: string, zone: string, health: TargetHealth): NodeTarget {
    const target = new NodeTarget(id, zone, health);
    this.#targets.push(target);
    this.#eligible = undefined;
    return target;
  }

  /** Forgets a target that is out of use. */
  remove(target: NodeTarget): void {
    this.#slowStart.gone(target);
    this.#targets = this.#targets.filter((other) => other !== target);
    this.#eligible = undefined;
  }

  /** A check of a target ended. */
  checked(target: NodeTarget, result: CheckResult, now: number): void {
    this.change(target, now, (health) => void health.result(now, result));
  }

  /** Does something to a target's health: registers, deregisters, lets what is due come. */
  change(target: NodeTarget, now: number, how: (health: TargetHealth) => void): void {
    const before = target.state;
    how(target.health);
    if (target.state === before) return;
    this.#eligible = undefined;
    const healthy = this.#targets.filter(({ state }) => state === 'healthy');
    if (target.state === 'healthy') this.#slowStart.healthy(target, healthy, now);
    else this.#slowStart.gone(target);
  }

  /** Chooses a target and counts the request as under way. Undefined where there is none: a 503. */
  route(now: number, sent: SentCookies = {}): Route | undefined {
    const { algorithm, crossZone, stickiness } = this.options;
    const { targets, failsOpen } = this.eligible;
    this.#slowStart.tick(now);
    // Sticky sessions are not supported where cross-zone load balancing is off.
    const stuck = stickiness && crossZone ? stuckTo(stickiness, sent, targets, now) : undefined;
    const target = stuck ?? algorithm.choose(targets);
    if (!target) return undefined;
    target.outstanding++;
    return { target, by: stuck ? 'cookie' : 'algorithm', failsOpen };
  }

  /** A request ended; `failed` by a connection error or a 5xx of the target. */
  ended(target: NodeTarget, failed: boolean): void {
    target.outstanding--;
    this.anomalies.ended(target, failed);
  }

  /** Automatic Target Weights look: to be called every period of theirs. */
  look(): void {
    const healthy = this.#targets.filter(({ state }) => state === 'healthy');
    const { mitigateAnomalies, slowStart = 0 } = this.options;
    // Slow start and mitigation exclude each other, as their algorithms do.
    if (slowStart === 0) this.anomalies.look(healthy, mitigateAnomalies ?? false);
  }
}
