import {
  endpointsOf,
  HttpError,
  within,
  type Connection,
  type Request,
  type Response,
} from '../../cloud/endpoints/index.ts';
import type { RandomStream, Reply, Simulation, Timer } from '../../kernel/index.ts';
import { nextCheck } from './health/check-times.ts';
import type { Threshold } from './health/group-health.ts';
import type { HealthCheck } from './health/health-check.ts';
import { ZONE_NOT_ENABLED } from './health/reasons.ts';
import { TargetHealth, type CheckResult } from './health/target-health.ts';
import { invoke } from './lambda-target.ts';
import { algorithm, type AlgorithmType } from './routing/algorithm.ts';
import { TargetGroupNode, type NodeOptions, type NodeTarget } from './routing/node.ts';
import { Anomalies } from './routing/anomalies.ts';
import type { Stickiness } from './routing/stickiness.ts';
import { whereIs, type NodePart, type TargetGroup } from './target-group.ts';
import { keyOf, type SeenTarget, type Target } from './target.ts';
import type { ElbModel } from './model.ts';

/** The node that a group is at, as far as the group asks it. */
export interface Standing {
  /** The name of its zone. */
  readonly zone: string;
  /** Where it stands, as faults and security groups name it. */
  readonly place: string;
  /** Its own random numbers. */
  readonly random: RandomStream;
  /** Its load balancer. */
  readonly balancer: {
    readonly model: ElbModel;
    readonly zones: readonly string[];
    readonly dnsName: string;
    addressOfBalancer(arn: string, port: number, zone: string): string;
  };
}

/** One target group at one node of a balancer: checks, choice, connections. */
export class GroupNode implements NodePart {
  readonly group: TargetGroup;
  readonly node: Standing;
  /** The engine: who may get a request, and who gets it. */
  readonly routing: TargetGroupNode;
  readonly #simulation: Simulation;
  readonly #random: RandomStream;
  readonly #seen = new Map<string, SeenTarget>();
  readonly #byView = new Map<NodeTarget, SeenTarget>();
  /** Called when the health of a target has changed. */
  readonly onHealth: ((seen: SeenTarget) => void)[] = [];
  /** Called when a target is gone, before what it has under way is cut. */
  readonly onGone: ((seen: SeenTarget) => void)[] = [];

  /** Made where a balancer begins to send to a group. */
  constructor(group: TargetGroup, node: Standing) {
    this.group = group;
    this.node = node;
    this.#simulation = group.region.world.simulation;
    this.#random = node.random;
    this.routing = new TargetGroupNode(this.#options());
    for (const target of group.targets.values()) this.add(target);
    if (group.kind === 'application') this.#look();
  }

  /** The zone of its node. */
  get zone(): string {
    return this.node.zone;
  }

  /** Targets that the node may send to now. */
  get eligible(): readonly NodeTarget[] {
    return this.routing.eligible.targets;
  }

  /** Healthy targets, as the node sees them. */
  get healthy(): number {
    return this.routing.targets.filter(({ state }) => state === 'healthy' || state === 'unavailable').length;
  }

  /** Attributes or the health check have changed. */
  configure(): void {
    this.routing.configure(this.#options());
    this.#healthCheck = undefined;
  }

  /** A target was registered. */
  add(target: Target): void {
    const { group } = this;
    const health = new TargetHealth({
      balancer: group.kind,
      // Of the group as it is by then: the check may be modified.
      check: new Proxy({} as HealthCheck, { get: (_, name) => this.#check[name as keyof HealthCheck] }),
      unhealthyDraining: Number(group.value('target_health_state.unhealthy.draining_interval_seconds') ?? 0),
    });
    // What is in no zone, such as another balancer, or said to be in all, gets traffic from each of them.
    const zone = target.zone === '' || target.zone === 'all' ? this.zone : target.zone;
    const view = this.routing.add(keyOf(target), zone, health);
    const seen: SeenTarget = { target, view, idle: [], underWay: new Set(), timer: undefined };
    this.#seen.set(keyOf(target), seen);
    this.#byView.set(view, seen);
    if (target.leaving)
      return this.leave(target, Math.max(0, target.leaving.work.ends - this.#simulation.now));
    if (target.zone !== '' && !this.node.balancer.zones.includes(target.zone) && group.targetType === 'instance')
      return this.#change(seen, (one) => one.unused(this.#simulation.now, 'Target.NotInUse', ZONE_NOT_ENABLED)); // prettier-ignore
    this.#change(seen, (one) => one.register(this.#simulation.now));
    seen.timer = this.#simulation.timer(this.node.balancer.model.registration, () => this.#begin(seen));
  }

  /** A target is being deregistered. */
  leave(target: Target, delay: number): void {
    const seen = this.#seen.get(keyOf(target));
    if (!seen) return;
    seen.timer?.cancel();
    this.#change(seen, (health) => health.deregister(this.#simulation.now, delay));
  }

  /** A target is gone: what it still has under way is cut. */
  remove(target: Target): void {
    const seen = this.#seen.get(keyOf(target));
    if (seen?.target !== target) return;
    seen.timer?.cancel();
    this.#seen.delete(keyOf(target));
    this.routing.remove(seen.view);
    for (const told of this.onGone) told(seen);
    for (const cut of [...seen.underWay]) cut();
    for (const connection of seen.idle.splice(0)) connection.close();
    this.#byView.delete(seen.view);
  }

  /** Sends and checks no more. */
  stop(): void {
    for (const seen of this.#seen.values()) seen.timer?.cancel();
    for (const seen of this.#seen.values()) for (const connection of seen.idle.splice(0)) connection.close();
    this.#looking?.cancel();
  }

  /** Requests of this node that a target works on. */
  underWay(target: Target): number {
    return this.#seen.get(keyOf(target))?.underWay.size ?? 0;
  }

  /** A target's health, as this node sees it. */
  healthOf(target: Target): TargetHealth | undefined {
    return this.#seen.get(keyOf(target))?.view.health;
  }

  /** What Automatic Target Weights say of a target. */
  anomalyOf(target: Target) {
    const seen = this.#seen.get(keyOf(target));
    if (!seen) return { result: 'normal' as const, mitigationInEffect: 'no' as const };
    const { Result: result, MitigationInEffect: mitigationInEffect } = this.routing.anomalies.of(seen.view);
    return { result, mitigationInEffect };
  }

  /** The target behind a view. */
  seen(view: NodeTarget): SeenTarget {
    return this.#byView.get(view)!;
  }

  /** All targets. */
  get all(): SeenTarget[] {
    return [...this.#seen.values()];
  }

  get #check() {
    return (this.#healthCheck ??= this.group.check);
  }
  #healthCheck: TargetGroup['check'] | undefined;

  #options(): NodeOptions {
    const { group } = this;
    const text = (name: string) => group.value(name);
    const type = (text('load_balancing.algorithm.type') ?? 'round_robin') as AlgorithmType;
    const sticky = text('stickiness.enabled') === 'true' && group.kind === 'application';
    const kept = this.routing?.options;
    return {
      balancer: group.kind,
      zone: this.zone,
      algorithm: kept && this.#type === type ? kept.algorithm : algorithm((this.#type = type), () => this.#random.next()),
      crossZone: group.crossZone,
      routing: threshold(text('target_group_health.unhealthy_state_routing.minimum_healthy_targets.count'), text('target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage')),
      ...(sticky && { stickiness: stickinessOf(group) }),
      slowStart: Number(text('slow_start.duration_seconds') ?? 0),
      mitigateAnomalies: text('load_balancing.algorithm.anomaly_mitigation') === 'on',
      anomalies: kept?.anomalies ?? new Anomalies(this.node.balancer.model.anomalies),
    };
  } // prettier-ignore
  #type: AlgorithmType | undefined;

  /** Registration is complete: the checks begin, at the node's own phase. */
  #begin(seen: SeenTarget): void {
    const { now } = this.#simulation;
    this.#change(seen, (health) => health.checking(now));
    const { enabled, interval } = this.#check;
    if (!enabled) return;
    const phase = this.#random.uniform(0, interval);
    const again = () => {
      const { interval } = this.#check;
      const at = nextCheck(phase, interval, this.#simulation.now + 1e-6);
      seen.timer = this.#simulation.timer(at - this.#simulation.now, () => {
        again();
        void this.#simulation.process(() => this.#examine(seen), 'health check');
      });
    };
    again();
  }

  *#examine(seen: SeenTarget): Generator<Reply<unknown>, void> {
    const { group } = this;
    const { target } = seen;
    const where = group.targetType === 'instance' ? whereIs(group.region, target.id) : undefined;
    if (where && where.state !== 'running' && where.state !== 'pending') {
      if (where.state === 'terminated') return group.drop(target);
      return this.#change(seen, (health) => health.unused(this.#simulation.now, 'Target.InvalidState', `Target is in the ${where.state === 'shutting-down' ? 'terminated' : 'stopped'} state`)); // prettier-ignore
    }
    if (where && seen.view.state === 'unused')
      this.#change(seen, (health) => health.checking(this.#simulation.now));
    const result = yield* this.#ask(target);
    if (this.#byView.has(seen.view))
      this.#change(seen, (health) => void health.result(this.#simulation.now, result));
  }

  /** One check: what it met. */
  *#ask(target: Target): Generator<Reply<unknown>, CheckResult> {
    const { group } = this;
    const { timeout, protocol } = this.#check;
    const { healthCheckPort = 'traffic-port', healthCheckPath = '/' } = group.given;
    const began = this.#simulation.now;
    if (group.targetType === 'lambda') return yield* this.#askLambda(target, timeout);
    const port = healthCheckPort === 'traffic-port' ? String(target.port) : healthCheckPort;
    const address = this.addressOf(target).replace(/:\d+$/, `:${port}`);
    let connection: Connection | undefined;
    try {
      connection = yield* within(this.#simulation, endpointsOf(group.region.world).connect(this.node.place, address), timeout, 'connect timeout');
      if (protocol !== 'HTTP' && protocol !== 'HTTPS') return { met: 'connection' };
      const host = address;
      const request = { method: 'GET', host, path: healthCheckPath, headers: CHECK_HEADERS };
      const left = timeout - (this.#simulation.now - began);
      const { status } = yield* within(this.#simulation, connection.send(request), Math.max(1e-6, left), 'read timeout');
      return { met: 'code', code: status };
    } catch (error) {
      if (!(error instanceof HttpError)) throw error;
      return { met: /timeout/.test(error.failure) ? 'timeout' : 'error' };
    } finally {
      connection?.close();
    }
  } // prettier-ignore

  *#askLambda(target: Target, timeout: number): Generator<Reply<unknown>, CheckResult> {
    const { healthCheckPath = '/' } = this.group.given;
    const request: Request = { method: 'GET', host: this.node.balancer.dnsName, path: healthCheckPath, headers: CHECK_HEADERS };
    const call = this.#simulation.process(() => invoke(this.group, target, request));
    const [late, result] = yield* this.#simulation.race<unknown>([call, this.#simulation.sleep(timeout)]);
    if (late === 1) return { met: 'timeout' };
    const { response } = result as { response?: Response };
    return response ? { met: 'code', code: response.status } : { met: 'error' };
  } // prettier-ignore

  /** The address at which a target answers; of another balancer, that of one of its nodes. */
  addressOf(target: Target): string {
    return target.address || this.node.balancer.addressOfBalancer(target.id, target.port, this.zone);
  }

  #change(seen: SeenTarget, how: (health: TargetHealth) => void): void {
    const from = seen.view.state;
    this.routing.change(seen.view, this.#simulation.now, how);
    if (seen.view.state === from) return;
    this.#simulation.trace.add(seen.target.id, seen.view.state, { group: this.group.name, zone: this.zone });
    for (const told of this.onHealth) told(seen);
    const { due } = seen.view.health;
    if (due < Infinity && seen.view.state !== 'draining')
      this.#simulation.schedule(due - this.#simulation.now, () => this.#change(seen, (health) => health.tick(this.#simulation.now))); // prettier-ignore
  }

  /** Automatic Target Weights look every period of theirs. */
  #look(): void {
    this.#looking = this.#simulation.timer(this.routing.anomalies.parameters.period, () => {
      this.routing.look();
      this.#look();
    });
  }
  #looking: Timer | undefined;
}

const CHECK_HEADERS: ReadonlyMap<string, string> = new Map([['user-agent', 'ELB-HealthChecker/2.0']]);

function threshold(count = '1', percentage = 'off'): Threshold {
  return {
    count: count === 'off' ? 'off' : Number(count),
    percentage: percentage === 'off' ? 'off' : Number(percentage),
  };
}

function stickinessOf(group: TargetGroup): Stickiness {
  const type = group.value('stickiness.type') as Stickiness['type'];
  const cookieName = group.value('stickiness.app_cookie.cookie_name');
  return {
    type,
    duration: Number(group.value(`stickiness.${type}.duration_seconds`)),
    ...(cookieName && { cookieName }),
  };
}

export { threshold as thresholdOf };
