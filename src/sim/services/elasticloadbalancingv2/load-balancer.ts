import {
  endpointsOf,
  HttpError,
  type DnsAnswer,
  type Request,
  type Response,
} from '../../cloud/endpoints/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import type { Lasting, Metric, Region, Usage } from '../../cloud/index.ts';
import { Lifecycle } from '../../cloud/lifecycle.ts';
import type { Reply, Timer } from '../../kernel/index.ts';
import { describe, modify, valueOf, type KeyValue, type Settings } from './attributes/attributes.ts';
import { loadBalancerAttributes } from './attributes/load-balancer-attributes.ts';
import type { Subject } from './attributes/attribute.ts';
import { AccessLog } from './access-log/access-log.ts';
import type { Facts } from './answers/facts.ts';
import { BalancerNode } from './balancer-node.ts';
import { applicationUnits, gatewayUnits, networkUnits } from './capacity/capacity-units.ts';
import { elbError } from './error.ts';
import type { Appliances } from './gateway-door.ts';
import { healthyToAlias, zonesInDns } from './health/group-health.ts';
import type { LogEntry } from './door-node.ts';
import { thresholdOf } from './group-node.ts';
import type { Listener } from './listener.ts';
import { Counters, elbMetrics } from './metrics.ts';
import type { ElbModel } from './model.ts';
import type { elbPrices } from './prices.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';
import type { TargetGroup } from './target-group.ts';

/** What a load balancer stands on. */
export interface Ground {
  readonly region: Region;
  readonly model: ElbModel;
  /** The target group of an ARN. */
  readonly group: (arn: string) => TargetGroup;
  /** The balancer of an ARN; undefined where there is none. */
  readonly balancer: (arn: string) => LoadBalancer | undefined;
  readonly usage: (name: keyof typeof elbPrices) => Usage;
}

/** What it was created with. */
export interface Created {
  readonly arn: string;
  readonly name: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly scheme: 'internet-facing' | 'internal';
  readonly dnsName: string;
  readonly vpcId: string;
  readonly subnets: readonly Model<aws.SubnetMapping>[];
  readonly securityGroups: readonly string[];
  readonly ipAddressType: aws.IpAddressType;
}

type State = 'provisioning' | 'active' | 'deleted';

/** A load balancer: nodes in zones, and listeners at each. `cloud.elasticloadbalancingv2.balancer` gives it. */
export class LoadBalancer {
  /** What it stands on. */
  readonly ground: Ground;
  /** What it was created with. */
  readonly given: Created;
  /** Its state: provisioning, then active. */
  readonly life: Lifecycle<State>;
  /** When it was created. */
  readonly createdTime: Date;
  /** Its listeners, by ARN. */
  readonly listeners = new Map<string, Listener>();
  /** Its nodes. */
  readonly nodes: BalancerNode[] = [];
  /** How often it has counted what. */
  readonly counters: Counters;
  /** Its security groups. */
  securityGroups: string[];
  /** Its tags. */
  tags = new Map<string, string>();
  /** Attributes that were set. */
  settings: Settings = new Map();
  /** The kind of its addresses. */
  ipAddressType: aws.IpAddressType;
  /** Answers for identity providers in authentication actions. Default: none, and such a request stops the run. */
  authenticate: ((request: Request, type: string) => NonNullable<Facts['authentication']>) | undefined;
  /** Answers by status and reason: what the access log sums up to. */
  readonly answers = new Map<string, number>();
  /** @internal Its access log; undefined where it writes none. */
  accessLog: AccessLog | undefined;
  /** The flows of a Gateway Load Balancer. */
  appliances: Appliances | undefined;
  readonly #watchers: ((entry: LogEntry) => void)[] = [];
  readonly #attached = new Set<TargetGroup>();
  readonly #outOfReach = new Map<string, number>();
  readonly #bill: Lasting;
  #made = 0;
  #hour: Timer | undefined;
  #evaluations = 0;
  #requests = 0;
  #bytes = 0;
  #lambdaBytes = 0;
  #active = 0;

  /** Made by CreateLoadBalancer. */
  constructor(ground: Ground, given: Created) {
    const { region, model } = ground;
    const { simulation, faults } = region.world;
    this.ground = ground;
    this.given = given;
    this.securityGroups = [...given.securityGroups];
    this.ipAddressType = given.ipAddressType;
    this.createdTime = new Date(simulation.epochMillis);
    this.life = new Lifecycle<State>(simulation, 'provisioning', () => this.#refresh());
    const shapes = given.type === 'application' ? elbMetrics.application : given.type === 'network' ? elbMetrics.network : [];
    this.counters = new Counters(region, shapes, { LoadBalancer: this.dimension });
    for (const mapping of given.subnets) this.addNodes(mapping);
    endpointsOf(region.world).name(given.dnsName, () => this.#dns());
    faults.listen(() => this.#look());
    const hours = ({ application: 'applicationHours', network: 'networkHours', gateway: 'gatewayHours' } as const)[given.type];
    this.#bill = ground.usage(hours).start(1 / 3600, 3600);
    this.#meter();
    this.life.to('active', model.provisioning);
  } // prettier-ignore

  /** Its Region. */
  get region(): Region {
    return this.ground.region;
  }

  /** What is assumed where AWS gives no number. */
  get model(): ElbModel {
    return this.ground.model;
  }

  /** Its ARN. */
  get arn(): string {
    return this.given.arn;
  }

  /** Its kind. */
  get type(): Created['type'] {
    return this.given.type;
  }

  /** Whether it has public addresses. */
  get scheme(): Created['scheme'] {
    return this.given.scheme;
  }

  /** The name that clients ask for. */
  get dnsName(): string {
    return this.given.dnsName;
  }

  /** Its zones, by name. */
  get zones(): string[] {
    return [...new Set(this.nodes.map(({ zone }) => zone))];
  }

  /** How CloudWatch names it: `app/web/50dc6c495c0c9188`. */
  get dimension(): string {
    return this.arn.slice(this.arn.indexOf('loadbalancer/') + 'loadbalancer/'.length);
  }

  get #subject(): Subject {
    return { balancer: this.type, scheme: this.scheme };
  }

  /** The value of an attribute, set or by default; undefined where it does not apply. */
  value(name: string): string | undefined {
    return valueOf(loadBalancerAttributes, this.#subject, this.settings, name);
  }

  /** All attributes that apply. */
  attributes(): KeyValue[] {
    return describe(loadBalancerAttributes, this.#subject, this.settings);
  }

  /** Changes attributes, or throws and changes none. */
  modifyAttributes(changes: readonly KeyValue[]): void {
    const before = this.settings;
    this.settings = modify('Load balancer', loadBalancerAttributes, this.#subject, before, changes);
    try {
      if (changes.some(({ key }) => key.startsWith('access_logs.'))) this.#log();
    } catch (error) {
      this.settings = before;
      throw error;
    }
    for (const group of this.#attached) for (const node of group.nodes) node.configure();
  }

  /** Begins its access log anew, or ends it. A Network Load Balancer's attributes are kept, and write nothing. */
  #log(): void {
    const on = this.type === 'application' && this.value('access_logs.s3.enabled') === 'true';
    const next = on ? new AccessLog(this) : undefined;
    this.accessLog?.stop();
    this.accessLog = next;
  }

  /** Its target groups: those that its rules name. */
  get targetGroups(): TargetGroup[] {
    return [...this.#attached];
  }

  /** Its first target group; the only one of many a balancer. */
  get targetGroup(): TargetGroup {
    const [first] = this.#attached;
    if (!first) throw elbError('TargetGroupNotFound', `${this.given.name} forwards to no target group.`);
    return first;
  }

  /** @internal The target group of an ARN. */
  groupOf(arn: string): TargetGroup {
    return this.ground.group(arn);
  }

  /** @internal The address of another balancer, the target of this one: of its node in the zone, or of any. */
  addressOfBalancer(arn: string, port: number, zone: string): string {
    const nodes = this.ground.balancer(arn)?.nodes ?? [];
    const node = nodes.find((one) => one.zone === zone) ?? nodes[0];
    return node ? `${node.network.vpcId}/${node.network.privateAddress}:${port}` : `${arn}:${port}`;
  }

  /** One of its metrics: `cloud.record(web.metric('TargetResponseTime'))`. */
  metric(name: string): Metric {
    if (this.counters.has(name)) return this.counters.get(name);
    return this.targetGroup.metric(name);
  }

  /**
   * Sends one request, over a connection of its own, to one of its addresses: `const { status } = await web.request({ path: '/' })`.
   * Rejects with HttpError where there is no response. A client with timeouts, retries and kept connections is `HttpClient`.
   */
  request(request: Partial<Request> = {}, { from = 'client', port = 80 } = {}): Reply<Response> {
    const { simulation } = this.region.world;
    const endpoints = endpointsOf(this.region.world);
    const [address] = this.#dns().addresses;
    if (address === undefined) throw new HttpError('unknown host', this.dnsName);
    const { dnsName: host } = this;
    return simulation.process(function* () {
      const connection = yield* endpoints.connect(from, `${address}:${port}`);
      const response = yield* connection.send({ host, ...request });
      connection.close();
      return response;
    });
  }

  /**
   * Sends a datagram to a UDP listener of a Network Load Balancer, at its first node: the id of the target that gets it.
   * Undefined where nobody does.
   *
   * @param from the client's address
   * @param sourcePort the client's port: with the address it makes the flow
   * @param port of the listener. Default 80
   */
  datagram(from: string, sourcePort: number, port = 80): string | undefined {
    return this.nodes[0]?.datagram(from, sourcePort, port);
  }

  /** Calls back with each request that ends, as an access log would have it. */
  onRequest(watch: (entry: LogEntry) => void): void {
    this.#watchers.push(watch);
  }

  /**
   * Settles when it is active; `healthy`: when every node has seen each target that is registered, and finds one healthy
   * at least. Throws where that takes more than an hour.
   */
  until(state: 'active' | 'healthy'): Reply<unknown> {
    if (state === 'active') return this.life.until('active');
    const { simulation } = this.region.world;
    const seen = ({ targets, nodes }: TargetGroup) =>
      targets.size > 0 && nodes.every((node) => node.healthy > 0 && node.all.every(({ view }) => view.state !== 'initial'));
    const all = () => this.#attached.size > 0 && [...this.#attached].every(seen);
    const { life, given } = this;
    return simulation.process(function* () {
      yield* life.until('active');
      for (let waited = 0; !all(); waited++) {
        if (waited > 3600) throw new Error(`${given.name} has no healthy target within an hour: see health() of its target group.`);
        yield 1;
      }
    });
  } // prettier-ignore

  /** @internal A listener came, went or was changed: nodes open and close, groups are attached and detached. */
  refresh(): void {
    this.#refresh();
  }

  #refresh(): void {
    if (this.life === undefined) return;
    const wanted = new Set([...this.listeners.values()].flatMap(({ groups }) => groups).map((arn) => this.groupOf(arn)));
    for (const group of this.#attached) if (!wanted.has(group)) {
      this.#attached.delete(group);
      for (const node of this.nodes) node.forget(group);
      group.detach();
    }
    for (const group of wanted) if (!this.#attached.has(group)) {
      this.#attached.add(group);
      group.attach(this);
    }
    for (const node of this.nodes) {
      for (const group of this.#attached) node.group(group);
      if (this.life.state === 'active') for (const listener of this.listeners.values()) node.open(listener);
    }
  } // prettier-ignore

  /** @internal Nodes of a subnet. */
  addNodes({ subnetId, allocationId, privateIPv4Address }: Model<aws.SubnetMapping>): void {
    const { name, scheme, type } = this.given;
    for (let i = 0; i < (type === 'application' ? this.model.nodesPerZone : 1); i++) {
      const kind = { application: 'app', network: 'net', gateway: 'gwy' }[type];
      const network = networkOf(this.region).attachInterface({
        subnetId: subnetId!,
        groups: this.securityGroups,
        description: `ELB ${kind}/${name}`,
        public: scheme === 'internet-facing',
        allocationId,
        privateAddress: privateIPv4Address,
      });
      this.nodes.push(new BalancerNode(this, network, this.#made++));
    }
  }

  /** @internal The nodes of a subnet are no more. */
  removeNodes(subnetId: string): void {
    for (const node of this.nodes.filter(({ network }) => network.subnetId === subnetId)) {
      this.nodes.splice(this.nodes.indexOf(node), 1);
      node.remove();
    }
  }

  /** @internal Deletes it. */
  delete(): void {
    for (const listener of [...this.listeners.values()]) this.removeListener(listener);
    for (const node of this.nodes.splice(0)) node.remove();
    this.life.to('deleted');
    endpointsOf(this.region.world).name(this.dnsName, undefined);
    this.counters.withdraw();
    this.#hour?.cancel();
    this.accessLog?.stop();
    this.#charge();
    this.#bill.stop();
  }

  /** @internal */
  removeListener(listener: Listener): void {
    this.listeners.delete(listener.arn);
    for (const node of this.nodes) node.close(listener);
    this.#refresh();
  }

  /** @internal A request ended. */
  answered(entry: LogEntry): void {
    const key = `${entry.status} ${entry.why}`;
    this.answers.set(key, (this.answers.get(key) ?? 0) + 1);
    this.#requests++;
    for (const watch of this.#watchers) watch(entry);
  }

  /** @internal Rules were looked at. */
  evaluated(rules: number): void {
    this.#evaluations += rules;
  }

  /** @internal Bytes of a request and its response. */
  transferred({ body }: Request, lambda: boolean): void {
    const { request, response } = this.model.bytes;
    const bytes = request + response + (typeof body === 'string' ? body.length : 0);
    this.#bytes += bytes;
    if (lambda) this.#lambdaBytes += bytes;
  }

  /** What DescribeLoadBalancers says. */
  describe(): Model<aws.LoadBalancer> {
    const { arn, name, type, scheme, dnsName, vpcId } = this.given;
    const subnets = [...new Map(this.nodes.map((node) => [node.network.subnetId, node])).values()];
    const code = this.life.state === 'active' ? 'active' : 'provisioning';
    return {
      loadBalancerArn: arn,
      ...(type !== 'gateway' && { dnsName, canonicalHostedZoneId: type === 'network' ? 'Z26RNL4JYFTOTI' : 'Z35SXDOTRQ7X7K', scheme }),
      createdTime: this.createdTime,
      loadBalancerName: name,
      vpcId,
      state: { code },
      type,
      availabilityZones: subnets.map(({ zone: zoneName, network: { subnetId, publicAddress, privateAddress } }) => ({
        zoneName,
        subnetId,
        loadBalancerAddresses: type === 'network' ? [{ ...(publicAddress !== undefined && { ipAddress: publicAddress }), privateIPv4Address: privateAddress }] : [],
      })),
      ...(type !== 'gateway' && { securityGroups: [...this.securityGroups] }),
      ipAddressType: this.ipAddressType,
    } as Model<aws.LoadBalancer>;
  } // prettier-ignore

  /** What DNS says: the addresses of its nodes, in another order each time, for 60 seconds. */
  #dns(): DnsAnswer {
    if (this.life.state !== 'active') return { addresses: [], ttl: 60 };
    const { world } = this.region;
    const zones = this.zones;
    const groups = [...this.#attached].map((group) => ({
      crossZone: group.crossZone,
      threshold: thresholdOf(group.value('target_group_health.dns_failover.minimum_healthy_targets.count'), group.value('target_group_health.dns_failover.minimum_healthy_targets.percentage')),
      targets: [...(group.nodes[0]?.all ?? [])].map(({ target }) => ({ zone: target.zone, state: (group.nodes.find(({ zone }) => zone === target.zone) ?? group.nodes[0]!).healthOf(target)?.state ?? ('unused' as const) })),
    }));
    const stay = new Set(zonesInDns(this.type, zones, groups));
    const lost = (zone: string) => world.simulation.now - (this.#outOfReach.get(zone) ?? Infinity) >= this.model.zoneFailover;
    const within = this.nodes.filter(({ zone }) => stay.has(zone));
    const kept = within.filter(({ zone }) => !lost(zone));
    const addresses = (kept.length > 0 ? kept : within).map(({ address }) => address);
    return { addresses: shuffled(addresses, (n) => world.simulation.random(`DNS/${this.arn}`).integer(0, n - 1)), ttl: 60, healthy: kept.length > 0 && healthyToAlias(groups) };
  } // prettier-ignore

  /** Faults have changed: since when is a zone out of reach? */
  #look(): void {
    const { faults, simulation } = this.region.world;
    for (const zone of this.zones) {
      if (faults.isReachable(zone)) this.#outOfReach.delete(zone);
      else if (!this.#outOfReach.has(zone)) this.#outOfReach.set(zone, simulation.now);
    }
  }

  /** Capacity units, hour by hour. */
  #meter(): void {
    this.#hour = this.region.world.simulation.timer(60, () => {
      this.#active += this.nodes.reduce((sum, node) => sum + node.connections, 0);
      if (++this.#minutes === 60) this.#charge();
      this.#meter();
    });
  }
  #minutes = 0;
  #acceptedBefore = 0;

  #charge(): void {
    const units = this.#units();
    const name = ({ application: 'applicationUnits', network: 'networkUnits', gateway: 'gatewayUnits' } as const)[this.type];
    if (units > 0) this.ground.usage(name).add(units);
    this.counters.count('ConsumedLCUs', units);
    this.#acceptedBefore = this.nodes.reduce((sum, node) => sum + node.accepted, 0);
    this.#minutes = this.#active = this.#requests = this.#evaluations = this.#bytes = this.#lambdaBytes = 0;
  } // prettier-ignore

  #units(): number {
    const activeConnections = this.#active / Math.max(1, this.#minutes);
    const newConnections = this.nodes.reduce((sum, node) => sum + node.accepted, 0) - this.#acceptedBefore;
    const { totals } = this.counters;
    const flows = (totals.get('NewFlowCount') ?? 0) - this.#flowsBefore;
    this.#flowsBefore += flows;
    const flow = { newFlows: flows, activeFlows: activeConnections, bytes: this.#bytes };
    if (this.type === 'gateway') return gatewayUnits(flow).units;
    if (this.type === 'network') return networkUnits({ TCP: flow }).units;
    const requests = this.#requests;
    return applicationUnits({
      newConnections,
      activeConnections,
      bytes: this.#bytes,
      lambdaBytes: this.#lambdaBytes,
      requests,
      rules: requests > 0 ? this.#evaluations / requests : 0,
    }).units;
  }
  #flowsBefore = 0;
}

function shuffled<T>(items: T[], draw: (n: number) => number): T[] {
  for (let i = items.length - 1; i > 0; i--) {
    const j = draw(i + 1);
    [items[i], items[j]] = [items[j]!, items[i]!];
  }
  return items;
}
