import { AwsError, NotModelled } from '../../cloud/index.ts';
import { networkOf } from '../../cloud/network-port.ts';
import { pageOf } from '../../cloud/page.ts';
import { Registry } from '../../cloud/registry.ts';
import { Service } from '../../tongue/service.ts';
import { ClassicLoadBalancer } from './classic-load-balancer.ts';
import { elasticLoadBalancingLimits as limits } from './limits.ts';
import { classicPrices } from './prices.ts';
import { schema, type Input, type Methods, type Model, type Output } from './schema.ts';
import type * as aws from './schema.ts';

function classicError(code: string, message: string): AwsError {
  const [name, shape] = Object.entries(schema.errors).find(([, one]) => one.code === code) ?? [
    code,
    undefined,
  ];
  return new AwsError(schema.serviceId, name, shape ?? { status: 400, fault: 'client' }, message);
}
const invalid = (message: string) => classicError('ValidationError', message);

/**
 * Classic Load Balancers in one Region: the previous generation of Elastic Load Balancing, thin.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/introduction.html
 */
export class ElasticLoadBalancing extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly arn = 'elasticloadbalancing';
  static override readonly needs = ['ec2'];
  static override readonly rules = {
    'HealthCheck.Interval': limits.interval,
    'HealthCheck.Timeout': limits.timeout,
    'HealthCheck.HealthyThreshold': limits.healthyThreshold,
    'HealthCheck.UnhealthyThreshold': limits.unhealthyThreshold,
    'ConnectionDraining.Timeout': limits.draining,
    'ConnectionSettings.IdleTimeout': limits.idleTimeout,
  };
  readonly #balancers = new Registry<ClassicLoadBalancer>((name) => classicError('LoadBalancerNotFound', `There is no ACTIVE Load Balancer named '${name.slice(0, 100)}'`)); // prettier-ignore

  /** The load balancer of a name. Throws LoadBalancerNotFound. */
  find(name: string): ClassicLoadBalancer {
    return this.#balancers.get(name);
  }

  createLoadBalancer(input: Input<'CreateLoadBalancer'>): Output<'CreateLoadBalancer'> {
    const { loadBalancerName: name, listeners, subnets, availabilityZones, scheme = 'internet-facing', tags = [] } = input;
    const network = networkOf(this.region);
    if (!/^[A-Za-z0-9]([A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name)) throw invalid(`LoadBalancer name '${name.slice(0, 100)}' is not valid`);
    if (listeners.length === 0) throw invalid('Listeners cannot be empty');
    if (this.#balancers.has(name)) throw classicError('DuplicateLoadBalancerName', `The specified load balancer name '${name}' already exists`);
    if (this.#balancers.size >= this.quota(limits.loadBalancers)) throw classicError('TooManyLoadBalancers', 'The maximum number of load balancers has been reached');
    if ((subnets?.length ?? 0) > 0 === (availabilityZones?.length ?? 0) > 0) throw invalid('Either AvailabilityZones or SubnetIds must be specified');
    const all = subnets?.length ? subnets : this.#defaultSubnets(availabilityZones!);
    const found = all.map((id) => {
      const at = network.subnet(id);
      if (!at) throw classicError('SubnetNotFound', `The subnet ID '${id.slice(0, 100)}' does not exist`);
      return at;
    });
    const { vpcId } = found[0]!;
    if (new Set(found.map(({ zone }) => zone)).size < found.length) throw classicError('InvalidConfigurationRequest', 'ELB cannot be attached to multiple subnets in the same AZ.');
    const securityGroups = input.securityGroups ?? network.defaultGroups(vpcId);
    for (const listener of listeners) this.#checkListener(listener);
    const number = String(this.random('names').integer(100_000_000, 2_000_000_000));
    const dnsName = `${scheme === 'internal' ? 'internal-' : ''}${name}-${number}.${this.region.name}.elb.${this.region.domain}`;
    const [first] = listeners;
    const check = { target: `TCP:${first!.instancePort}`, interval: 30, timeout: 5, unhealthyThreshold: 2, healthyThreshold: 10 };
    const bill = this.usage(classicPrices.hours).start(1 / 3600, 3600);
    const balancer = new ClassicLoadBalancer(this.region, { name, dnsName, vpcId, scheme, subnets: all, securityGroups }, (i) => this.random(`${name} ${i}`), bill, check);
    balancer.tags = new Map(tags.map(({ key, value = '' }) => [key, value]));
    for (const listener of listeners) balancer.listen(normal(listener));
    this.#balancers.add(name, balancer);
    return { dnsName };
  } // prettier-ignore

  describeLoadBalancers(input: Input<'DescribeLoadBalancers'> = {}): Output<'DescribeLoadBalancers'> {
    const { loadBalancerNames: names, marker, pageSize = 400 } = input;
    const all = names?.length ? names.map((name) => this.find(name)) : this.#balancers.list();
    const { page, nextToken } = pageOf(all, { nextToken: marker, size: pageSize, badToken: () => invalid('Invalid marker') }); // prettier-ignore
    return { loadBalancerDescriptions: page.map((one) => one.describe()), ...(nextToken !== undefined && { nextMarker: nextToken }) }; // prettier-ignore
  }

  deleteLoadBalancer({ loadBalancerName: name }: Input<'DeleteLoadBalancer'>): Output<'DeleteLoadBalancer'> {
    // What is not there needs no deletion.
    this.#balancers.find(name)?.delete();
    this.#balancers.remove(name);
    return {};
  }

  registerInstancesWithLoadBalancer(input: Input<'RegisterInstancesWithLoadBalancer'>): Output<'RegisterInstancesWithLoadBalancer'> {
    const balancer = this.find(input.loadBalancerName);
    for (const { instanceId = '' } of input.instances) this.#checkInstance(instanceId, balancer);
    for (const { instanceId = '' } of input.instances) balancer.register(instanceId);
    return { instances: [...balancer.instances].map((instanceId) => ({ instanceId })) };
  } // prettier-ignore

  deregisterInstancesFromLoadBalancer(input: Input<'DeregisterInstancesFromLoadBalancer'>): Output<'DeregisterInstancesFromLoadBalancer'> {
    const balancer = this.find(input.loadBalancerName);
    for (const { instanceId = '' } of input.instances) balancer.deregister(instanceId);
    return { instances: [...balancer.instances].map((instanceId) => ({ instanceId })) };
  } // prettier-ignore

  describeInstanceHealth({ loadBalancerName, instances }: Input<'DescribeInstanceHealth'>): Output<'DescribeInstanceHealth'> {
    const balancer = this.find(loadBalancerName);
    const ids = instances?.length ? instances.map(({ instanceId = '' }) => instanceId) : [...balancer.instances];
    return { instanceStates: ids.map((id) => balancer.health(id)) };
  } // prettier-ignore

  configureHealthCheck({ loadBalancerName, healthCheck }: Input<'ConfigureHealthCheck'>): Output<'ConfigureHealthCheck'> {
    const balancer = this.find(loadBalancerName);
    const { target, timeout, interval } = healthCheck;
    if (!/^(TCP|SSL):\d{1,5}$|^HTTPS?:\d{1,5}\/.*$/i.test(target)) throw invalid(`HealthCheck target '${target.slice(0, 100)}' is not valid`);
    if (timeout >= interval) throw invalid('HealthCheck timeout must be less than interval');
    balancer.check = healthCheck;
    return { healthCheck };
  } // prettier-ignore

  createLoadBalancerListeners(
    input: Input<'CreateLoadBalancerListeners'>,
  ): Output<'CreateLoadBalancerListeners'> {
    const balancer = this.find(input.loadBalancerName);
    for (const listener of input.listeners) {
      this.#checkListener(listener);
      if (balancer.listeners.has(listener.loadBalancerPort)) throw classicError('DuplicateListener', `A listener already exists for ${balancer.given.name} with LoadBalancerPort ${listener.loadBalancerPort}`); // prettier-ignore
    }
    for (const listener of input.listeners) balancer.listen(normal(listener));
    return {};
  }

  deleteLoadBalancerListeners({ loadBalancerName, loadBalancerPorts }: Input<'DeleteLoadBalancerListeners'>): Output<'DeleteLoadBalancerListeners'> {
    const balancer = this.find(loadBalancerName);
    for (const port of loadBalancerPorts) balancer.close(port);
    return {};
  } // prettier-ignore

  modifyLoadBalancerAttributes(
    input: Input<'ModifyLoadBalancerAttributes'>,
  ): Output<'ModifyLoadBalancerAttributes'> {
    const { loadBalancerName, loadBalancerAttributes } = input;
    const balancer = this.find(loadBalancerName);
    balancer.attributes = { ...balancer.attributes, ...loadBalancerAttributes };
    return { loadBalancerName, loadBalancerAttributes };
  }

  describeLoadBalancerAttributes({ loadBalancerName }: Input<'DescribeLoadBalancerAttributes'>): Output<'DescribeLoadBalancerAttributes'> {
    return { loadBalancerAttributes: this.find(loadBalancerName).attributes };
  } // prettier-ignore

  createLBCookieStickinessPolicy(input: Input<'CreateLBCookieStickinessPolicy'>): Output<'CreateLBCookieStickinessPolicy'> {
    const { policies } = this.find(input.loadBalancerName);
    if (policies.has(input.policyName)) throw classicError('DuplicatePolicyName', `A policy of the name ${input.policyName} already exists`);
    policies.set(input.policyName, input.cookieExpirationPeriod ?? 0);
    return {};
  } // prettier-ignore

  setLoadBalancerPoliciesOfListener(input: Input<'SetLoadBalancerPoliciesOfListener'>): Output<'SetLoadBalancerPoliciesOfListener'> {
    const { loadBalancerName, loadBalancerPort: port, policyNames } = input;
    const balancer = this.find(loadBalancerName);
    if (!balancer.listeners.has(port)) throw classicError('ListenerNotFound', `There is no listener at port ${port}`);
    const [name, more] = policyNames;
    if (more !== undefined) throw new NotModelled('Elastic Load Balancing', 'several policies of a Classic Load Balancer’s listener');
    if (name === undefined) balancer.policyOf.delete(port);
    else if (!balancer.policies.has(name)) throw classicError('PolicyNotFound', `There is no policy with name ${name} for load balancer ${loadBalancerName}`);
    else balancer.policyOf.set(port, name);
    return {};
  } // prettier-ignore

  addTags({ loadBalancerNames, tags }: Input<'AddTags'>): Output<'AddTags'> {
    for (const name of loadBalancerNames)
      for (const { key, value = '' } of tags) this.find(name).tags.set(key, value);
    return {};
  }

  removeTags({ loadBalancerNames, tags }: Input<'RemoveTags'>): Output<'RemoveTags'> {
    for (const name of loadBalancerNames) for (const { key = '' } of tags) this.find(name).tags.delete(key);
    return {};
  }

  describeTags({ loadBalancerNames }: Input<'DescribeTags'>): Output<'DescribeTags'> {
    const tagDescriptions = loadBalancerNames.map((loadBalancerName) => ({
      loadBalancerName,
      tags: [...this.find(loadBalancerName).tags].map(([key, value]) => ({ key, value })),
    }));
    return { tagDescriptions };
  }

  #checkListener({ protocol, sslCertificateId }: Model<aws.Listener>): void {
    if (!/^(HTTP|HTTPS|TCP|SSL)$/i.test(protocol)) throw classicError('UnsupportedProtocol', `Listener protocol '${protocol.slice(0, 30)}' is not supported`); // prettier-ignore
    if (/^(HTTPS|SSL)$/i.test(protocol) && sslCertificateId === undefined) throw invalid(`${protocol} listeners need an SSL certificate`); // prettier-ignore
  }

  #checkInstance(id: string, { given }: ClassicLoadBalancer): void {
    const at = networkOf(this.region).whereIs(id);
    if (!at) throw classicError('InvalidInstance', `Could not find EC2 instance ${id.slice(0, 100)}.`);
    if (at.vpcId !== given.vpcId) throw classicError('InvalidInstance', 'EC2 instance is in another VPC than the load balancer.'); // prettier-ignore
  }

  #defaultSubnets(zones: readonly string[]): string[] {
    const network = networkOf(this.region);
    const { subnets } = network.defaults();
    return zones.map((zone) => {
      const found = subnets.find((id) => network.subnet(id)!.zone === zone);
      if (found === undefined) throw invalid(`Availability zone '${zone.slice(0, 50)}' is not valid`);
      return found;
    });
  }
}

/** A listener as it is described: in capital letters, with the instance's protocol. */
function normal(listener: Model<aws.Listener>): Model<aws.Listener> {
  const protocol = listener.protocol.toUpperCase();
  const byDefault = protocol.startsWith('HTTP') ? 'HTTP' : 'TCP';
  return { ...listener, protocol, instanceProtocol: listener.instanceProtocol?.toUpperCase() ?? byDefault };
}
