import { endpointsOf } from '../../cloud/endpoints/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import type { Lasting, Region } from '../../cloud/index.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { ClassicNode } from './classic-node.ts';
import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** What it was created with. */
export interface Created {
  readonly name: string;
  readonly dnsName: string;
  readonly vpcId: string;
  readonly scheme: string;
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
}

/** The attributes of a Classic Load Balancer, with the defaults of the API. */
const DEFAULTS = {
  crossZoneLoadBalancing: { enabled: false },
  accessLog: { enabled: false },
  connectionDraining: { enabled: false, timeout: 300 },
  connectionSettings: { idleTimeout: 60 },
  additionalAttributes: [{ key: 'elb.http.desyncmitigationmode', value: 'defensive' }],
};

/** A Classic Load Balancer: listeners before one pool of instances. */
export class ClassicLoadBalancer {
  /** Its Region. */
  readonly region: Region;
  /** What it was created with. */
  readonly given: Created;
  /** When it was created. */
  readonly createdTime: Date;
  /** Its listeners, by port. */
  readonly listeners = new Map<number, Model<aws.Listener>>();
  /** The instances of its pool. */
  readonly instances = new Set<string>();
  /** Stickiness policies by name: seconds of the cookie, 0 for the browser's session. */
  readonly policies = new Map<string, number>();
  /** Policies of listeners, by port. */
  readonly policyOf = new Map<number, string>();
  /** Its tags. */
  tags = new Map<string, string>();
  /** Its attributes. */
  attributes: Model<aws.LoadBalancerAttributes> = structuredClone(DEFAULTS);
  /** How health is checked. */
  check: Model<aws.HealthCheck>;
  /** Answers by status. */
  readonly answers = new Map<number, number>();
  readonly #nodes: ClassicNode[];
  readonly #bill: Lasting;

  /** Made by CreateLoadBalancer. */
  constructor(region: Region, given: Created, random: (number: number) => RandomStream, bill: Lasting, check: Model<aws.HealthCheck>) {
    this.region = region;
    this.given = given;
    this.check = check;
    this.#bill = bill;
    this.createdTime = new Date(region.world.simulation.epochMillis);
    this.#nodes = given.subnets.map((subnetId, i) => {
      const network = networkOf(region).attachInterface({ subnetId, groups: given.securityGroups, description: `ELB ${given.name}`, public: given.scheme === 'internet-facing' });
      return new ClassicNode(this, network, random(i));
    });
    endpointsOf(region.world).name(given.dnsName, () => ({ addresses: this.#addresses(random(-1)), ttl: 60, healthy: this.#isHealthy() }));
  } // prettier-ignore

  /** Its security groups. */
  get securityGroups(): readonly string[] {
    return this.given.securityGroups;
  }

  /** Whether its nodes send to instances of other zones. */
  get crossZone(): boolean {
    return this.attributes.crossZoneLoadBalancing!.enabled;
  }

  /** Seconds of its idle timeout. */
  get idleTimeout(): number {
    return this.attributes.connectionSettings!.idleTimeout;
  }

  /** Seconds of the cookie by port; 0 is the browser’s session. */
  get sticky(): ReadonlyMap<number, number> {
    return new Map([...this.policyOf].map(([port, name]) => [port, this.policies.get(name) ?? 0]));
  }

  /** The name that clients ask for. */
  get dnsName(): string {
    return this.given.dnsName;
  }

  /** @internal */
  answered(status: number): void {
    this.answers.set(status, (this.answers.get(status) ?? 0) + 1);
  }

  /** Adds a listener. */
  listen(listener: Model<aws.Listener>): void {
    this.listeners.set(listener.loadBalancerPort, listener);
    for (const node of this.#nodes) node.open(listener);
  }

  /** Takes a listener away. */
  close(port: number): void {
    this.listeners.delete(port);
    this.policyOf.delete(port);
    for (const node of this.#nodes) node.close(port);
  }

  /** Adds an instance to the pool. */
  register(id: string): void {
    if (this.instances.has(id)) return;
    this.instances.add(id);
    const { zone } = networkOf(this.region).whereIs(id)!;
    for (const node of this.#nodes) node.add(id, zone);
  }

  /** Takes an instance out: with draining it finishes what it has, without it is cut off. */
  deregister(id: string): void {
    this.instances.delete(id);
    const { enabled, timeout = 300 } = this.attributes.connectionDraining!;
    for (const node of this.#nodes) node.remove(id, enabled ? timeout : 0);
  }

  /** What DescribeInstanceHealth says of an instance. */
  health(instanceId: string): Model<aws.InstanceState> {
    const seen = this.#nodes.map((node) => node.health(instanceId)).filter((one) => one !== undefined);
    if (!this.instances.has(instanceId) || seen.length === 0) return { instanceId, state: 'OutOfService', reasonCode: 'Instance', description: 'Instance is not currently registered with the LoadBalancer.' };
    return (seen.find(({ inService }) => !inService) ?? seen[0]!).describe(instanceId);
  } // prettier-ignore

  /** Deletes it. */
  delete(): void {
    for (const node of this.#nodes) node.stop();
    endpointsOf(this.region.world).name(this.dnsName, undefined);
    this.#bill.stop();
  }

  /** What DescribeLoadBalancers says. */
  describe(): Model<aws.LoadBalancerDescription> {
    const { name, dnsName, vpcId, scheme, subnets } = this.given;
    return {
      loadBalancerName: name,
      dnsName,
      canonicalHostedZoneName: dnsName,
      canonicalHostedZoneNameId: 'Z35SXDOTRQ7X7K',
      listenerDescriptions: [...this.listeners.values()].map((listener) => {
        const policy = this.policyOf.get(listener.loadBalancerPort);
        return { listener, policyNames: policy === undefined ? [] : [policy] };
      }),
      policies: { appCookieStickinessPolicies: [], lbCookieStickinessPolicies: [...this.policies].map(([policyName, period]) => ({ policyName, ...(period > 0 && { cookieExpirationPeriod: period }) })), otherPolicies: [] },
      backendServerDescriptions: [],
      availabilityZones: this.#nodes.map(({ network }) => network.zone),
      subnets: [...subnets],
      vpcId,
      instances: [...this.instances].map((instanceId) => ({ instanceId })),
      healthCheck: this.check,
      securityGroups: [...this.securityGroups],
      createdTime: this.createdTime,
      scheme,
    } as Model<aws.LoadBalancerDescription>;
  } // prettier-ignore

  /** An instance of it is in service, and one of its zones can be reached. */
  #isHealthy(): boolean {
    const { faults } = this.region.world;
    const inReach = this.#nodes.some(({ network }) => faults.isReachable(network.zone));
    return inReach && [...this.instances].some((id) => this.health(id).state === 'InService');
  }

  #addresses(random: RandomStream): string[] {
    const all = this.#nodes.map(({ network: { publicAddress, vpcId, privateAddress } }) => publicAddress ?? `${vpcId}/${privateAddress}`); // prettier-ignore
    const from = random.integer(0, all.length - 1);
    return [...all.slice(from), ...all.slice(0, from)];
  }
}
