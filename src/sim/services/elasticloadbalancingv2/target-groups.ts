import { Registry } from '../../cloud/registry.ts';
import { pageOf } from '../../cloud/page.ts';
import { NotModelled } from '../../cloud/index.ts';
import { Service } from '../../tongue/service.ts';
import { elbError, invalidConfiguration, validationError } from './error.ts';
import { elasticLoadBalancingV2Limits as limits } from './limits.ts';
import type { LoadBalancer } from './load-balancer.ts';
import { type Input, type Model, type Output } from './schema.ts';
import type * as aws from './schema.ts';
import { checkOf, TargetGroup } from './target-group.ts';

const APPLICATION = ['HTTP', 'HTTPS'];

/** The operations on target groups. */
export abstract class TargetGroups extends Service {
  protected readonly groups = new Registry<TargetGroup>(() =>
    elbError('TargetGroupNotFound', 'One or more target groups not found'),
  );

  createTargetGroup(input: Input<'CreateTargetGroup'>): Output<'CreateTargetGroup'> {
    const { name, targetType = 'instance', protocol, port, vpcId, tags = [], matcher, ipAddressType } = input;
    checkName(name, 'Target group');
    const lambda = targetType === 'lambda';
    const given = this.#given(input);
    const same = this.groups.list().find((one) => one.name === name);
    if (same) {
      const equal = (['protocol', 'port', 'vpcId', 'targetType', 'healthCheckPath', 'healthCheckIntervalSeconds'] as const).every((key) => same.given[key] === given[key]);
      if (!equal) throw elbError('DuplicateTargetGroupName', `A target group with the same name '${name}' exists, but with different settings`);
      return { targetGroups: [this.#describe(same)] };
    }
    if (lambda && (protocol !== undefined || port !== undefined || vpcId !== undefined)) throw validationError("Protocol, port and VPC ID cannot be specified for target groups with target type 'lambda'");
    if (!lambda && (protocol === undefined || port === undefined)) throw validationError(protocol === undefined ? 'A protocol must be specified' : 'A port must be specified');
    if (!lambda && vpcId === undefined) throw validationError('A VPC ID must be specified');
    if (protocol === 'GENEVE' && port !== 6081) throw validationError("A target group with the GENEVE protocol must have port '6081'");
    if (targetType === 'alb' && protocol !== 'TCP' && protocol !== 'TLS') throw validationError("The protocol of a target group with target type 'alb' must be TCP");
    if (ipAddressType === 'ipv6') throw new NotModelled('Elastic Load Balancing', 'targets by IPv6');
    if (this.groups.size >= this.quota(limits.targetGroups)) throw elbError('TooManyTargetGroups', `The maximum number of target groups has been reached: ${limits.targetGroups.max}`);
    const targetGroupArn = this.arn(`targetgroup/${name}/${this.hexId('', 16)}`);
    const group = new TargetGroup(this.region, { ...given, targetGroupName: name, targetGroupArn, ...(matcher && { matcher }) });
    // AWS refuses a bad check before anything is made.
    void group.check;
    group.tags = tagsOf(tags);
    this.groups.add(targetGroupArn, group);
    return { targetGroups: [this.#describe(group)] };
  } // prettier-ignore

  describeTargetGroups(input: Input<'DescribeTargetGroups'> = {}): Output<'DescribeTargetGroups'> {
    const { loadBalancerArn, targetGroupArns, names, marker, pageSize } = input;
    let all = this.groups.list();
    if (loadBalancerArn !== undefined) all = this.balancerOf(loadBalancerArn).targetGroups;
    if (targetGroupArns) all = targetGroupArns.map((arn) => this.groups.get(arn));
    if (names) all = names.map((name) => this.groups.list().find((one) => one.name === name) ?? missing());
    const { page, ...more } = paged(all, marker, pageSize);
    return { targetGroups: page.map((group) => this.#describe(group)), ...more };
  }

  modifyTargetGroup(input: Input<'ModifyTargetGroup'>): Output<'ModifyTargetGroup'> {
    const group = this.groups.get(input.targetGroupArn);
    const { targetGroupArn: _, ...changes } = input;
    const next = { ...group.given, ...changes };
    checkOf(next, group.kind);
    Object.assign(group.given, changes);
    for (const node of group.nodes) node.configure();
    return { targetGroups: [this.#describe(group)] };
  }

  deleteTargetGroup({ targetGroupArn }: Input<'DeleteTargetGroup'>): Output<'DeleteTargetGroup'> {
    const group = this.groups.find(targetGroupArn);
    // What is not there needs no deletion.
    if (!group) return {};
    if (group.balancer) throw elbError('ResourceInUse', `Target group '${targetGroupArn}' is currently in use by a listener or a rule`); // prettier-ignore
    this.groups.remove(targetGroupArn);
    return {};
  }

  modifyTargetGroupAttributes(input: Input<'ModifyTargetGroupAttributes'>): Output<'ModifyTargetGroupAttributes'> {
    const group = this.groups.get(input.targetGroupArn);
    group.modifyAttributes(pairs(input.attributes));
    return { attributes: group.attributes() };
  } // prettier-ignore

  describeTargetGroupAttributes({ targetGroupArn }: Input<'DescribeTargetGroupAttributes'>): Output<'DescribeTargetGroupAttributes'> {
    return { attributes: this.groups.get(targetGroupArn).attributes() };
  } // prettier-ignore

  registerTargets({ targetGroupArn, targets }: Input<'RegisterTargets'>): Output<'RegisterTargets'> {
    const group = this.groups.get(targetGroupArn);
    if (targets.length === 0) throw validationError('A target must be specified');
    if (group.targets.size + targets.length > this.quota(limits.targets)) throw elbError('TooManyTargets', 'The maximum number of targets per target group has been reached'); // prettier-ignore
    group.register(targets);
    return {};
  }

  deregisterTargets({ targetGroupArn, targets }: Input<'DeregisterTargets'>): Output<'DeregisterTargets'> {
    this.groups.get(targetGroupArn).deregister(targets);
    return {};
  }

  describeTargetHealth(input: Input<'DescribeTargetHealth'>): Output<'DescribeTargetHealth'> {
    const { targetGroupArn, targets, include = [] } = input;
    const group = this.groups.get(targetGroupArn);
    const anomalies = include.length > 0 && group.kind === 'application';
    return { targetHealthDescriptions: group.health(targets, anomalies) };
  }

  /** The load balancer of an ARN; throws AWS's error. */
  protected abstract balancerOf(arn: string): LoadBalancer;

  #given(input: Input<'CreateTargetGroup'>): Model<aws.TargetGroup> {
    const { targetType = 'instance', protocol, port, vpcId, protocolVersion, ipAddressType = 'ipv4' } = input;
    const lambda = targetType === 'lambda';
    const application = lambda || APPLICATION.includes(protocol ?? '');
    const kind = application ? 'application' : protocol === 'GENEVE' ? 'gateway' : 'network';
    const check = checkOf({ ...input, targetType } as Model<aws.TargetGroup>, kind);
    const byHttp = check.protocol === 'HTTP' || check.protocol === 'HTTPS';
    return {
      targetType,
      ...(!lambda && { protocol, port, vpcId, ...(application && { protocolVersion: protocolVersion ?? 'HTTP1' }) }),
      ...(!lambda && { healthCheckProtocol: check.protocol as aws.ProtocolEnum, healthCheckPort: input.healthCheckPort ?? (kind === 'gateway' ? '80' : 'traffic-port') }),
      healthCheckEnabled: check.enabled,
      healthCheckIntervalSeconds: check.interval,
      healthCheckTimeoutSeconds: check.timeout,
      healthyThresholdCount: check.healthyThreshold,
      unhealthyThresholdCount: check.unhealthyThreshold,
      ...(byHttp && { healthCheckPath: input.healthCheckPath ?? '/', matcher: input.matcher ?? { httpCode: check.matcher! } }),
      ...(!lambda && { ipAddressType }),
    } as Model<aws.TargetGroup>;
  } // prettier-ignore

  #describe(group: TargetGroup): Model<aws.TargetGroup> {
    return { ...group.given, loadBalancerArns: group.balancer ? [group.balancer.arn] : [] };
  }
}

/** Refuses a name that AWS would. https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html */
export function checkName(name: string, what: string): void {
  if (name.length < 1 || name.length > 32) throw validationError(`${what} name '${name.slice(0, 100)}' cannot be longer than '32' characters`); // prettier-ignore
  if (!/^[A-Za-z0-9-]+$/.test(name)) throw validationError(`${what} name '${name}' can only contain characters that are alphanumeric characters and hyphens(-)`); // prettier-ignore
  if (name.startsWith('-') || name.endsWith('-')) throw validationError(`${what} name '${name}' cannot begin or end with hyphen`); // prettier-ignore
  if (name.startsWith('internal-'))
    throw validationError(`${what} name '${name}' cannot begin with 'internal-'`);
}

/** Tags by key; a key that comes twice is AWS's error. */
export function tagsOf(tags: readonly { readonly key: string; readonly value?: string }[], into = new Map<string, string>()): Map<string, string> {
  const all = new Map(into);
  if (new Set(tags.map(({ key }) => key)).size < tags.length) throw elbError('DuplicateTagKeys', 'A tag key was specified more than once.');
  for (const { key, value = '' } of tags) {
    if (key.startsWith('aws:')) throw validationError('Tag keys cannot start with aws:');
    all.set(key, value);
  }
  if (all.size > limits.tags.max) throw elbError('TooManyTags', "You've reached the limit on the number of tags per load balancer");
  return all;
} // prettier-ignore

/** A page of Describe, which counts by marker. */
export function paged<T>(all: readonly T[], marker: string | undefined, size = 400): { page: T[]; nextMarker?: string } {
  const { page, nextToken } = pageOf(all, { nextToken: marker, size, badToken: () => validationError('Invalid marker') });
  return nextToken === undefined ? { page } : { page, nextMarker: nextToken };
} // prettier-ignore

/** Attributes as the table takes them. */
export function pairs(
  attributes: readonly { key?: string; value?: string }[],
): { key: string; value: string }[] {
  for (const { key } of attributes)
    if (key === undefined) throw invalidConfiguration('An attribute must have a key');
  return attributes.map(({ key = '', value = '' }) => ({ key, value }));
}

function missing(): never {
  throw elbError('TargetGroupNotFound', 'One or more target groups not found');
}
