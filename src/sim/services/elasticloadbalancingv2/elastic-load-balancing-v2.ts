import { NotModelled } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import { Registry } from '../../cloud/registry.ts';
import { elbError, invalidConfiguration, validationError } from './error.ts';
import { Appliances } from './gateway-door.ts';
import { elasticLoadBalancingV2Limits as limits } from './limits.ts';
import { Listeners } from './listeners.ts';
import { LoadBalancer, type Ground } from './load-balancer.ts';
import { ElbModel } from './model.ts';
import { elbPrices } from './prices.ts';
import { balance, makeGroup, type BalancerOptions, type GroupOptions } from './readers.ts';
import { schema, type Input, type Methods, type Model, type Output } from './schema.ts';
import type * as aws from './schema.ts';
import type { TargetGroup } from './target-group.ts';
import { checkName, paged, pairs, tagsOf } from './target-groups.ts';

const KINDS = { application: 'app', network: 'net', gateway: 'gwy' } as const;

/**
 * Elastic Load Balancing in one Region: Application, Network and Gateway Load Balancers.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/userguide/what-is-load-balancing.html
 *
 *     const web = cloud.elasticloadbalancingv2.balancer('web', { targets: cloud.ec2.launch({ count: 4, application }) });
 *     await web.until('healthy');
 */
export class ElasticLoadBalancingV2 extends Listeners implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'elasticloadbalancing';
  static override readonly needs = ['ec2'];
  /** What it assumes where AWS gives no number. */
  readonly model = new ElbModel();
  readonly #balancers = new Registry<LoadBalancer>(() =>
    elbError('LoadBalancerNotFound', 'One or more load balancers not found'),
  );

  // ── Handles ───────────────────────────────────────────────────────────────────────────────────────────────────

  /** Makes a load balancer, with one target group and one listener: for examples and tests. */
  balancer(name: string, options: BalancerOptions = {}): LoadBalancer {
    return balance(this, name, options);
  }

  /** Makes a target group, and registers targets with it. */
  group(name: string, options: GroupOptions = {}): TargetGroup {
    return makeGroup(this, name, options);
  }

  /** The load balancer of a name or ARN. Throws LoadBalancerNotFound. */
  find(nameOrArn: string): LoadBalancer {
    return (
      this.#balancers.list().find(({ given }) => given.name === nameOrArn) ?? this.#balancers.get(nameOrArn)
    );
  }

  /** The target group of a name or ARN. Throws TargetGroupNotFound. */
  findGroup(nameOrArn: string): TargetGroup {
    return this.groups.list().find(({ name }) => name === nameOrArn) ?? this.groups.get(nameOrArn);
  }

  /** What a balancer takes where nothing else is said: the default VPC, its subnets, and its default security group, by id. */
  defaults(): { vpcId: string; subnets: string[]; groups: string[] } {
    const network = networkOf(this.region);
    const { vpcId, subnets } = network.defaults();
    return { vpcId, subnets, groups: network.defaultGroups(vpcId) };
  }

  /** @internal The default subnets of the zones that targets are in, and of others until there are enough. */
  subnetsFor(targets: readonly string[], zones?: number): string[] {
    const network = networkOf(this.region);
    const wanted = new Set(
      targets.map((id) => (id.startsWith('i-') ? network.whereIs(id)?.zone : undefined)),
    );
    const { subnets } = network.defaults();
    const first = subnets.filter((id) => wanted.has(network.subnet(id)!.zone));
    const rest = subnets.filter((id) => !first.includes(id));
    return [...first, ...rest].slice(0, zones ?? Math.max(2, first.length));
  }

  // ── Load balancers ────────────────────────────────────────────────────────────────────────────────────────────

  createLoadBalancer(input: Input<'CreateLoadBalancer'>): Output<'CreateLoadBalancer'> {
    const { name, type = 'application', securityGroups = [], tags = [], ipAddressType = 'ipv4' } = input;
    checkName(name, 'Load balancer');
    if (ipAddressType !== 'ipv4' && type !== 'gateway') throw new NotModelled('Elastic Load Balancing', 'load balancers with IPv6');
    const scheme = input.scheme ?? (type === 'gateway' ? 'internal' : 'internet-facing');
    const { vpcId, mappings } = this.#subnets(input, type);
    const same = this.#balancers.list().find(({ given }) => given.name === name);
    if (same) {
      if (same.type !== type || same.scheme !== scheme) throw elbError('DuplicateLoadBalancerName', `A load balancer with the same name '${name}' exists, but with different settings`);
      return { loadBalancers: [same.describe()] };
    }
    const quota = { application: limits.applicationLoadBalancers, network: limits.networkLoadBalancers, gateway: limits.gatewayLoadBalancers }[type];
    if (this.#balancers.list().filter((one) => one.type === type).length >= this.quota(quota)) throw elbError('TooManyLoadBalancers', 'The maximum number of load balancers has been reached');
    if (type === 'gateway' && securityGroups.length > 0) throw invalidConfiguration('Security groups are not supported for load balancers with type \'gateway\'');
    const id = this.hexId('', 16);
    const groups = type === 'application' && securityGroups.length === 0 ? networkOf(this.region).defaultGroups(vpcId) : securityGroups;
    const balancer = new LoadBalancer(this.#ground, {
      arn: this.arn(`loadbalancer/${KINDS[type]}/${name}/${id}`),
      name,
      type,
      scheme,
      dnsName: this.#dnsName(name, type, scheme, id),
      vpcId,
      subnets: mappings,
      securityGroups: groups,
      ipAddressType,
    });
    if (type === 'gateway') balancer.appliances = new Appliances(balancer);
    balancer.tags = tagsOf(tags);
    this.#balancers.add(balancer.arn, balancer);
    return { loadBalancers: [balancer.describe()] };
  } // prettier-ignore

  describeLoadBalancers(input: Input<'DescribeLoadBalancers'> = {}): Output<'DescribeLoadBalancers'> {
    const { loadBalancerArns, names, marker, pageSize } = input;
    let all = this.#balancers.list();
    if (loadBalancerArns?.length) all = loadBalancerArns.map((arn) => this.#balancers.get(arn));
    else if (names?.length)
      all = names.map((name) => {
        const found = all.find(({ given }) => given.name === name);
        if (!found) throw elbError('LoadBalancerNotFound', `Load balancers '[${name}]' not found`);
        return found;
      });
    const { page, ...more } = paged(all, marker, pageSize);
    return { loadBalancers: page.map((one) => one.describe()), ...more };
  }

  deleteLoadBalancer({ loadBalancerArn }: Input<'DeleteLoadBalancer'>): Output<'DeleteLoadBalancer'> {
    const balancer = this.#balancers.find(loadBalancerArn);
    // What is not there needs no deletion.
    if (!balancer) return {};
    if (balancer.value('deletion_protection.enabled') === 'true') throw elbError('OperationNotPermitted', `Load balancer '${loadBalancerArn}' cannot be deleted because deletion protection is enabled`); // prettier-ignore
    for (const listener of [...balancer.listeners.values()]) this.dropListener(listener);
    this.#balancers.remove(loadBalancerArn);
    balancer.delete();
    return {};
  }

  modifyLoadBalancerAttributes(input: Input<'ModifyLoadBalancerAttributes'>): Output<'ModifyLoadBalancerAttributes'> {
    const balancer = this.#balancers.get(input.loadBalancerArn);
    balancer.modifyAttributes(pairs(input.attributes));
    return { attributes: balancer.attributes() };
  } // prettier-ignore

  describeLoadBalancerAttributes({ loadBalancerArn }: Input<'DescribeLoadBalancerAttributes'>): Output<'DescribeLoadBalancerAttributes'> {
    return { attributes: this.#balancers.get(loadBalancerArn).attributes() };
  } // prettier-ignore

  setSecurityGroups({
    loadBalancerArn,
    securityGroups,
  }: Input<'SetSecurityGroups'>): Output<'SetSecurityGroups'> {
    const balancer = this.#balancers.get(loadBalancerArn);
    if (balancer.type === 'network' && balancer.securityGroups.length === 0) throw invalidConfiguration('You cannot set security groups on a load balancer that was created without any'); // prettier-ignore
    for (const node of balancer.nodes)
      networkOf(this.region).regroupInterface(node.network.id, securityGroups);
    balancer.securityGroups = [...securityGroups];
    return { securityGroupIds: [...securityGroups] };
  }

  setSubnets(input: Input<'SetSubnets'>): Output<'SetSubnets'> {
    const balancer = this.#balancers.get(input.loadBalancerArn);
    const { mappings } = this.#subnets(input, balancer.type);
    const before = new Set(balancer.nodes.map(({ network }) => network.subnetId));
    for (const mapping of mappings) if (!before.delete(mapping.subnetId!)) balancer.addNodes(mapping);
    for (const subnetId of before) balancer.removeNodes(subnetId);
    balancer.refresh();
    return {
      availabilityZones: balancer.describe().availabilityZones!,
      ipAddressType: balancer.ipAddressType,
    };
  }

  setIpAddressType({
    loadBalancerArn,
    ipAddressType,
  }: Input<'SetIpAddressType'>): Output<'SetIpAddressType'> {
    const balancer = this.#balancers.get(loadBalancerArn);
    if (ipAddressType !== 'ipv4') throw new NotModelled('Elastic Load Balancing', 'load balancers with IPv6');
    balancer.ipAddressType = ipAddressType;
    return { ipAddressType };
  }

  // ── The account ───────────────────────────────────────────────────────────────────────────────────────────────

  addTags({ resourceArns, tags }: Input<'AddTags'>): Output<'AddTags'> {
    for (const arn of resourceArns) {
      const tagged = this.#tagged(arn);
      tagged.tags = tagsOf(tags, tagged.tags);
    }
    return {};
  }

  removeTags({ resourceArns, tagKeys }: Input<'RemoveTags'>): Output<'RemoveTags'> {
    for (const arn of resourceArns) for (const key of tagKeys) this.#tagged(arn).tags.delete(key);
    return {};
  }

  describeTags({ resourceArns }: Input<'DescribeTags'>): Output<'DescribeTags'> {
    if (resourceArns.length > 20) throw validationError('A maximum of 20 resource ARNs can be specified');
    const tagDescriptions = resourceArns.map((resourceArn) => ({
      resourceArn,
      tags: [...this.#tagged(resourceArn).tags].map(([key, value]) => ({ key, value })),
    }));
    return { tagDescriptions };
  }

  describeAccountLimits(_input: Input<'DescribeAccountLimits'> = {}): Output<'DescribeAccountLimits'> {
    const { applicationLoadBalancers, networkLoadBalancers, gatewayLoadBalancers, targetGroups, listeners, rules, targetGroupsPerAction, targetGroupsPerBalancer, conditionValues } = limits;
    const all = { 'application-load-balancers': applicationLoadBalancers, 'network-load-balancers': networkLoadBalancers, 'gateway-load-balancers': gatewayLoadBalancers, 'target-groups': targetGroups, 'listeners-per-application-load-balancer': listeners, 'listeners-per-network-load-balancer': listeners, 'rules-per-application-load-balancer': rules, 'target-groups-per-action-on-application-load-balancer': targetGroupsPerAction, 'target-groups-per-application-load-balancer': targetGroupsPerBalancer, 'condition-values-per-alb-rule': conditionValues };
    return { limits: Object.entries(all).map(([name, row]) => ({ name, max: String(this.quota(row)) })) };
  } // prettier-ignore

  describeSSLPolicies(_input: Input<'DescribeSSLPolicies'> = {}): Output<'DescribeSSLPolicies'> {
    throw new NotModelled(
      'Elastic Load Balancing',
      'security policies: their names are kept, their ciphers are not listed',
    );
  }

  // ── Look-ups ──────────────────────────────────────────────────────────────────────────────────────────────────

  protected override balancerOf(arn: string): LoadBalancer {
    return this.#balancers.get(arn);
  }

  get #ground(): Ground {
    return {
      region: this.region,
      model: this.model,
      group: (arn) => this.groups.get(arn),
      balancer: (arn) => this.#balancers.find(arn),
      usage: (name) => this.usage(elbPrices[name]),
    };
  }

  /** Subnets, found good: in one VPC, one a zone, two zones for an Application Load Balancer. */
  #subnets(input: Pick<Input<'CreateLoadBalancer'>, 'subnets' | 'subnetMappings'>, type: LoadBalancer['type']): { vpcId: string; mappings: Model<aws.SubnetMapping>[] } {
    const { subnets, subnetMappings } = input;
    if (subnets && subnetMappings) throw validationError('You must specify either subnets or subnet mappings');
    const mappings = subnetMappings ?? subnets?.map((subnetId) => ({ subnetId })) ?? [];
    const network = networkOf(this.region);
    const found = mappings.map(({ subnetId = '' }) => network.subnet(subnetId) ?? missing(subnetId));
    const zones = new Set(found.map(({ zone }) => zone));
    if (zones.size < found.length) throw invalidConfiguration('A load balancer cannot be attached to multiple subnets in the same Availability Zone');
    if (type !== 'network' && subnetMappings?.some(({ allocationId }) => allocationId !== undefined)) throw invalidConfiguration(`Elastic IP addresses are not supported for load balancers with type '${type}'`);
    const least = type === 'application' ? 2 : 1;
    if (zones.size < least) throw validationError(least === 2 ? 'At least two subnets in two different Availability Zones must be specified' : 'A subnet must be specified');
    if (new Set(found.map(({ vpcId }) => vpcId)).size > 1) throw invalidConfiguration('All subnets must belong to the same VPC');
    return { vpcId: found[0]!.vpcId, mappings };
  } // prettier-ignore

  #dnsName(name: string, type: LoadBalancer['type'], scheme: string, id: string): string {
    const { region } = this;
    if (type === 'network') return `${name}-${id}.elb.${region.name}.${region.domain}`;
    if (type === 'gateway') return `${name}-${id}.gateway.${region.name}.${region.domain}`;
    const number = String(this.random('names').integer(100_000_000, 2_000_000_000));
    return `${scheme === 'internal' ? 'internal-' : ''}${name}-${number}.${region.name}.elb.${region.domain}`;
  }

  #tagged(arn: string): { tags: Map<string, string> } {
    const [kind] = arn.slice(arn.lastIndexOf(':') + 1).split('/');
    if (kind === 'loadbalancer') return this.#balancers.get(arn);
    if (kind === 'targetgroup') return this.groups.get(arn);
    if (kind === 'listener') return this.listeners.get(arn);
    if (kind === 'listener-rule') return this.rules.get(arn).kept.get(arn) ?? { tags: new Map() };
    throw validationError(
      `'${arn.slice(0, 200)}' is not a valid load balancer, target group, listener or rule ARN`,
    );
  }
}

function missing(subnetId: string): never {
  throw elbError('SubnetNotFound', `The subnet ID '${subnetId.slice(0, 100)}' is not valid`);
}
