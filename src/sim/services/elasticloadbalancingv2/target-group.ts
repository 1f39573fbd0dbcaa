import { networkOf } from '../../cloud/network-port.ts';
import { endpointsOf } from '../../cloud/endpoints/index.ts';
import { Metric, type Region } from '../../cloud/index.ts';
import { describe, modify, valueOf, type KeyValue, type Settings } from './attributes/attributes.ts';
import { targetGroupAttributes } from './attributes/target-group-attributes.ts';
import type { Subject } from './attributes/attribute.ts';
import { elbError, validationError } from './error.ts';
import { healthCheck, type HealthCheck } from './health/health-check.ts';
import { descriptions } from './health/reasons.ts';
import type { TargetHealth } from './health/target-health.ts';
import { Deregistration, leaving } from './routing/deregistration.ts';
import { addressBytes, inCidr, parseCidr } from './rules/cidr.ts';
import type { Balancer, Protocol, TargetType } from './kinds.ts';
import { Counters, elbMetrics } from './metrics.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import { keyOf, type SeenTarget, type Target } from './target.ts';

type Given = Model<aws.TargetGroup> & { targetGroupArn: string; targetGroupName: string };

/** The load balancer that sends to a group, as far as the group asks it. */
export interface GroupOwner {
  /** Its ARN. */
  readonly arn: string;
  /** How CloudWatch names it. */
  readonly dimension: string;
  /** The value of one of its attributes. */
  value(name: string): string | undefined;
}

/** A group at one node of its load balancer, as far as the group asks it. */
export interface NodePart {
  /** The zone of the node. */
  readonly zone: string;
  /** How many targets the node finds healthy. */
  readonly healthy: number;
  /** The targets as the node has them. */
  readonly all: readonly SeenTarget[];
  /** Attributes or the check have changed. */
  configure(): void;
  /** A target was registered. */
  add(target: Target): void;
  /** A target is being deregistered. */
  leave(target: Target, delay: number): void;
  /** A target is gone. */
  remove(target: Target): void;
  /** Requests of the node that a target works on. */
  underWay(target: Target): number;
  /** A target's health, as the node sees it. */
  healthOf(target: Target): TargetHealth | undefined;
  /** What Automatic Target Weights say of a target. */
  anomalyOf(target: Target): { result: 'normal' | 'anomalous'; mitigationInEffect: 'yes' | 'no' };
  /** Sends and checks no more. */
  stop(): void;
}

/** A target group: who may get requests, how their health is checked, and how one of them is chosen. */
export class TargetGroup {
  /** What it was created with. */
  readonly given: Given;
  /** Its targets, by id and port. */
  readonly targets = new Map<string, Target>();
  /** Its tags. */
  tags = new Map<string, string>();
  /** Attributes that were set. */
  settings: Settings = new Map();
  /** The load balancer that sends to it: one at most. */
  balancer: GroupOwner | undefined;
  /** How each node of that sees it. */
  readonly nodes: NodePart[] = [];
  /** Its Region. */
  readonly region: Region;
  /** Counters of it, once it has a load balancer. */
  counters: Counters | undefined;
  #perTarget = 0;
  #gauges: Metric[] = [];

  /** Made by CreateTargetGroup. */
  constructor(region: Region, given: Given) {
    this.region = region;
    this.given = given;
  }

  /** Its ARN. */
  get arn(): string {
    return this.given.targetGroupArn;
  }

  /** Its name. */
  get name(): string {
    return this.given.targetGroupName;
  }

  /** How CloudWatch names it: `targetgroup/web/73e2d6bc24d8a067`. */
  get dimension(): string {
    return this.arn.slice(this.arn.lastIndexOf(':') + 1);
  }

  /** What its targets are. */
  get targetType(): TargetType {
    return this.given.targetType ?? 'instance';
  }

  /** For which balancers it is, by its protocol. */
  get kind(): Balancer {
    const { protocol } = this.given;
    if (protocol === undefined || protocol === 'HTTP' || protocol === 'HTTPS') return 'application';
    return protocol === 'GENEVE' ? 'gateway' : 'network';
  }

  get #subject(): Subject {
    const { protocol } = this.given;
    return {
      balancer: this.kind,
      targetType: this.targetType,
      ...(protocol && { protocol: protocol as Protocol }),
    };
  }

  /** The value of an attribute, set or by default; undefined where it does not apply. */
  value(name: string): string | undefined {
    return valueOf(targetGroupAttributes, this.#subject, this.settings, name);
  }

  /** All attributes that apply. */
  attributes(): KeyValue[] {
    return describe(targetGroupAttributes, this.#subject, this.settings);
  }

  /** Changes attributes, or throws and changes none. */
  modifyAttributes(changes: readonly KeyValue[]): void {
    this.settings = modify('Target group', targetGroupAttributes, this.#subject, this.settings, changes);
    for (const node of this.nodes) node.configure();
  }

  /** How health is checked. */
  get check(): HealthCheck {
    return checkOf(this.given, this.kind);
  }

  /** Whether nodes send to targets of other zones. */
  get crossZone(): boolean {
    const own = this.value('load_balancing.cross_zone.enabled');
    if (own === 'true' || own === 'false') return own === 'true';
    return this.balancer?.value('load_balancing.cross_zone.enabled') !== 'false';
  }

  /** Seconds of the deregistration delay. */
  get delay(): number {
    return Number(this.value('deregistration_delay.timeout_seconds') ?? 0);
  }

  /** Registers targets; one that is registered already, and is leaving, stays. */
  register(given: readonly Model<aws.TargetDescription>[]): void {
    const made = given.map((one) => this.#made(one));
    for (const target of made) {
      const key = keyOf(target);
      const before = this.targets.get(key);
      before?.leaving?.timer.cancel();
      if (before && !before.leaving) continue;
      for (const node of this.nodes) if (before) node.remove(before);
      this.targets.set(key, target);
      for (const node of this.nodes) node.add(target);
    }
  }

  /**
   * Deregisters targets: they drain, and are gone when the delay is over. Without a port it is the group's; a target that is
   * not registered is no error.
   */
  deregister(given: readonly Model<aws.TargetDescription>[]): void {
    for (const { id, port = this.given.port ?? 0 } of given) {
      const target = this.targets.get(keyOf({ id, port }));
      if (target && !target.leaving) this.#leave(target, this.delay);
    }
  }

  /** @internal A target whose instance was terminated leaves without a delay. */
  drop(target: Target): void {
    target.leaving?.timer.cancel();
    this.#gone(target);
  }

  /** @internal A request or flow of a target is over. */
  ended(target: Target): void {
    target.leaving?.work.ended(this.region.world.simulation.now);
  }

  /** What DescribeTargetHealth says. */
  health(
    asked: readonly Model<aws.TargetDescription>[] = [],
    anomalies = false,
  ): Model<aws.TargetHealthDescription>[] {
    const all = [...this.targets.values()];
    const wanted = asked.length === 0 ? all : asked.flatMap(({ id, port }) => {
      const found = all.filter((one) => one.id === id && (port === undefined || one.port === port));
      return found.length > 0 ? found : [{ id, port: port ?? this.given.port ?? 0, zone: '', address: '', sent: 0 }];
    }); // prettier-ignore
    return wanted.map((target) => this.#describe(target, anomalies));
  }

  /** How many targets are in a state, as DescribeTargetHealth says it. */
  count(...states: readonly aws.TargetHealthStateEnum[]): number {
    return this.health().filter(({ targetHealth }) => states.includes(targetHealth!.state!)).length;
  }

  /** Requests or flows sent to each target, by its id. */
  get sent(): Record<string, number> {
    const sums: Record<string, number> = {};
    for (const { id, sent } of this.targets.values()) sums[id] = (sums[id] ?? 0) + sent;
    return sums;
  }

  /** Each target's share of what was sent, by its id. */
  get shares(): Record<string, number> {
    const { sent } = this;
    const sum = Object.values(sent).reduce((a, b) => a + b, 0) || 1;
    return Object.fromEntries(Object.entries(sent).map(([id, count]) => [id, count / sum]));
  }

  /** Counts from now on as if nothing had been sent: after a warm-up. */
  resetShares(): void {
    for (const target of this.targets.values()) target.sent = 0;
  }

  /** @internal A load balancer begins to send to it. */
  attach(balancer: GroupOwner): void {
    this.balancer = balancer;
    const { region } = this;
    const network = this.kind !== 'application';
    const dimensions = { LoadBalancer: balancer.dimension, TargetGroup: this.dimension };
    const { healthy, unhealthy } = network ? elbMetrics.networkHealth : elbMetrics.applicationHealth;
    if (!network) this.counters = new Counters(region, elbMetrics.applicationGroup, dimensions);
    const gauge = (shape: typeof healthy, read: () => number | undefined, of: Readonly<Record<string, string>> = dimensions) =>
      this.#gauges.push(region.world.metrics.publish(new Metric(shape, of, region, () => true, read)));
    const level = (...states: aws.TargetHealthStateEnum[]) => () => (this.targets.size > 0 ? this.count(...states) : undefined);
    gauge(healthy, level('healthy'));
    gauge(unhealthy, level('unhealthy', 'unhealthy.draining'));
    if (network) return;
    gauge(elbMetrics.requestCountPerTarget, () => this.#perTarget);
    gauge(elbMetrics.requestCountPerTarget, () => this.#perTarget, { TargetGroup: this.dimension });
  } // prettier-ignore

  /** @internal The load balancer sends to it no more. */
  detach(): void {
    this.balancer = undefined;
    for (const node of this.nodes.splice(0)) node.stop();
    this.counters?.withdraw();
    for (const one of this.#gauges.splice(0)) this.region.world.metrics.withdraw(one);
  }

  /** @internal A request was sent to one of its targets. */
  requested(healthyTargets: number): void {
    this.#perTarget += 1 / Math.max(1, healthyTargets);
  }

  /** One of its metrics, in the dimensions of its load balancer: `HealthyHostCount`. */
  metric(name: string): Metric {
    const gauge = this.#gauges.find(({ shape }) => shape.name === name);
    if (gauge) return gauge;
    if (!this.counters)
      throw new RangeError(`${this.name} has no load balancer yet: it publishes no metrics.`);
    return this.counters.get(name);
  }

  #leave(target: Target, delay: number): void {
    const { simulation } = this.region.world;
    const underWay = this.nodes.reduce((sum, node) => sum + node.underWay(target), 0);
    const settings = {
      connectionTermination: this.value('deregistration_delay.connection_termination.enabled') === 'true',
      rebalance: this.value('target_failover.on_deregistration') === 'rebalance',
      tcpReset: this.value('send_tcp_reset.on_deregistration.enabled') === 'true',
    };
    const work = new Deregistration(leaving(this.kind, settings), simulation.now, delay, underWay);
    const timer = simulation.timer(delay, () => {
      work.end();
      this.#gone(target);
    });
    target.leaving = { work, timer };
    for (const node of this.nodes) node.leave(target, delay);
  }

  #gone(target: Target): void {
    for (const node of this.nodes) node.remove(target);
    if (this.targets.get(keyOf(target)) === target) this.targets.delete(keyOf(target));
  }

  #describe(target: Target, anomalies: boolean): Model<aws.TargetHealthDescription> {
    const { id, port, zone } = target;
    const lambda = this.targetType === 'lambda';
    const registered = this.targets.get(keyOf(target)) === target;
    const { healthCheckPort = 'traffic-port' } = this.given;
    const seen = registered ? this.nodes.find((node) => node.zone === zone) ?? this.nodes[0] : undefined;
    const health = seen?.healthOf(target);
    const state = health?.state ?? (target.leaving ? 'draining' : 'unused');
    const reason = health ? health.reason : registered ? 'Target.NotInUse' : 'Target.NotRegistered';
    const description = health ? health.description : descriptions[reason!];
    return {
      target: { id, ...(!lambda && { port }) },
      ...(!lambda && { healthCheckPort: healthCheckPort === 'traffic-port' ? String(port) : healthCheckPort }),
      targetHealth: { state, ...(reason && { reason }), ...(description !== undefined && { description }) },
      ...(anomalies && seen && { anomalyDetection: seen.anomalyOf(target) }),
      ...(this.kind !== 'gateway' && {
        administrativeOverride: { state: 'no_override' as const, reason: 'AdministrativeOverride.NoOverride' as const, description: 'No override is currently active on target' },
      }),
    };
  } // prettier-ignore

  /** Finds a target, or refuses it as AWS does. */
  #made({ id, port = this.given.port ?? 0, availabilityZone }: Model<aws.TargetDescription>): Target {
    const { targetType, region, given: { vpcId } } = this;
    const invalid = (why: string) => elbError('InvalidTarget', why);
    const plain = { id, port, zone: availabilityZone ?? '', address: '', sent: 0 };
    if (targetType !== 'lambda' && !(Number.isInteger(port) && port >= 1 && port <= 65_535)) throw validationError(`Port '${port}' must be between '1-65535' inclusive`);
    if (targetType === 'instance') {
      const at = /^i-[0-9a-f]{8,17}$/.test(id) ? whereIs(region, id) : undefined;
      if (!at || at.state === 'terminated' || at.state === 'shutting-down') throw invalid(`The following targets are not in a running state and cannot be registered: '${id.slice(0, 100)}'`);
      if (at.vpcId !== vpcId) throw invalid(`The following targets are not in the target group VPC '${vpcId}': '${id}'`);
      return { ...plain, zone: at.zone, address: `${id}:${port}` };
    }
    if (targetType === 'ip') {
      if (!/^\d{1,3}(\.\d{1,3}){3}$|:/.test(id)) throw validationError(`The IP address '${id.slice(0, 100)}' is not a valid IP address`);
      const endpoints = endpointsOf(region.world);
      const within = `${vpcId}/${id}:${port}`;
      const endpoint = endpoints.at(within);
      const bytes = addressBytes(id);
      if (!endpoint && !(bytes && PRIVATE.some((block) => inCidr(block, bytes)))) throw validationError(`The IP address '${id.slice(0, 100)}' is in no subnet of the target group's VPC, and in no private range`);
      const zone = endpoint ? whereIs(region, endpoint.place)?.zone : undefined;
      // Of the VPC where it answers there, which may begin after it was registered.
      return { ...plain, zone: availabilityZone ?? zone ?? '', get address() { return endpoints.at(within) ? within : `${id}:${port}`; } };
    }
    if (targetType === 'lambda') {
      if (!/^arn:[^:]+:lambda:/.test(id)) throw validationError(`'${id.slice(0, 100)}' is not a valid Lambda function ARN`);
      const other = [...this.targets.values()].find((one) => one.id !== id);
      if (other) throw elbError('TooManyTargets', 'A target group of target type lambda can only have one target');
      return { ...plain, port: 0 };
    }
    if (!/:loadbalancer\/app\//.test(id)) throw validationError(`'${id.slice(0, 100)}' is not a valid Application Load Balancer ARN`);
    return plain;
  } // prettier-ignore
}

/**
 * Ranges that targets outside of the VPC may have: those of RFC 1918 and RFC 6598. The words of the refusal are ours.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html#target-type
 * (checked 2026-11-28)
 */
const PRIVATE = ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12', '192.168.0.0/16'].map((block) =>
  parseCidr(block)!,
);

/** The checks of a target group, with the defaults of its balancer; refused as AWS does. */
export function checkOf(given: Model<aws.TargetGroup>, balancer: Balancer): HealthCheck {
  const { healthCheckProtocol, healthCheckEnabled, healthCheckIntervalSeconds, healthCheckTimeoutSeconds, healthyThresholdCount, unhealthyThresholdCount, matcher, targetType, protocolVersion } = given;
  const defined = {
    protocol: healthCheckProtocol as Protocol | undefined,
    enabled: healthCheckEnabled,
    interval: healthCheckIntervalSeconds,
    timeout: healthCheckTimeoutSeconds,
    healthyThreshold: healthyThresholdCount,
    unhealthyThreshold: unhealthyThresholdCount,
    matcher: matcher?.httpCode ?? matcher?.grpcCode,
  };
  const set = Object.fromEntries(Object.entries(defined).filter(([, value]) => value !== undefined)) as Partial<HealthCheck>;
  return healthCheck({ balancer, targetType: targetType ?? 'instance', ...(protocolVersion !== undefined && { protocolVersion: protocolVersion as 'HTTP1' }) }, set);
} // prettier-ignore

/** Where an instance is; undefined for an id that nothing has. */
export function whereIs(region: Region, id: string): { address: string; vpcId: string; zone: string; state: string } | undefined {
  return networkOf(region).whereIs(id);
} // prettier-ignore
