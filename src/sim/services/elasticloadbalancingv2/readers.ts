import type { LoadBalancer } from './load-balancer.ts';
import type { Input, Methods } from './schema.ts';
import type { TargetGroup } from './target-group.ts';

/** A target: an instance, or the id of one, an address, or the ARN of a function or balancer. */
export type GivenTarget = string | { readonly id: string };

/** How health is checked: members of CreateTargetGroup, in short. */
export interface HealthCheckOptions {
  /** Where HTTP checks ask. Default `/`. */
  readonly path?: string;
  /** Seconds between checks: 5 to 300. Default 30. */
  readonly interval?: number;
  /** Seconds for an answer: 2 to 120. Default 5. */
  readonly timeout?: number;
  /** Successes in a row that make a target healthy again: 2 to 10. Default 5. */
  readonly healthyThreshold?: number;
  /** Failures in a row that make it unhealthy: 2 to 10. Default 2. */
  readonly unhealthyThreshold?: number;
  /** Codes that pass. Default 200; for a Network Load Balancer 200-399. */
  readonly matcher?: string;
}

/** How a target group is made. */
export interface GroupOptions {
  /** Its targets. Default: none yet. */
  readonly targets?: readonly GivenTarget[];
  /** Default `instance`, or what the targets look like. */
  readonly targetType?: 'instance' | 'ip' | 'lambda' | 'alb';
  /** Default HTTP. */
  readonly protocol?: 'HTTP' | 'HTTPS' | 'TCP' | 'TLS' | 'UDP' | 'TCP_UDP' | 'GENEVE';
  /** Default 80; 6081 for GENEVE. */
  readonly port?: number;
  /** How health is checked. */
  readonly healthCheck?: HealthCheckOptions;
  /** Attributes by AWS's names: `{ 'deregistration_delay.timeout_seconds': 30 }`. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
}

/** How a balancer is made: with one target group, which has its name, and one listener, which forwards to it. */
export interface BalancerOptions extends Omit<GroupOptions, 'attributes'> {
  /** Default `application`. */
  readonly type?: 'application' | 'network' | 'gateway';
  /** Default `internet-facing`. */
  readonly scheme?: 'internet-facing' | 'internal';
  /** Its subnets. Default: the default subnets of the zones that its targets are in, and of so many zones in all. */
  readonly subnets?: readonly string[];
  /** How many zones it is in, where no subnets are named. Default: those of its targets, and 2 at least. */
  readonly zones?: number;
  /** Its security groups. Default: the default group of its VPC, which lets members reach each other. */
  readonly securityGroups?: readonly string[];
  /** The port of its listener. Default 80; 443 with a certificate. */
  readonly listenerPort?: number;
  /** The ARN of a certificate: the listener then speaks HTTPS, or TLS at a Network Load Balancer. Default: none. */
  readonly certificate?: string;
  /** Attributes of the balancer, by AWS's names. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** Attributes of its target group, by AWS's names. */
  readonly group?: Readonly<Record<string, string | number | boolean>>;
}

/** The service, as far as the handles of readers ask it. */
export interface Elb extends Pick<
  Methods,
  | 'createTargetGroup'
  | 'modifyTargetGroupAttributes'
  | 'registerTargets'
  | 'createLoadBalancer'
  | 'modifyLoadBalancerAttributes'
  | 'createListener'
> {
  /** What handles take by default. */
  defaults(): { vpcId: string; subnets: string[]; groups: string[] };
  /** Default subnets for targets. */
  subnetsFor(targets: readonly string[], zones?: number): string[];
  /** The load balancer of a name or ARN. */
  find(nameOrArn: string): LoadBalancer;
  /** The target group of a name or ARN. */
  findGroup(nameOrArn: string): TargetGroup;
}

const attributesOf = (given: Readonly<Record<string, string | number | boolean>>) =>
  Object.entries(given).map(([key, value]) => ({ key, value: String(value) }));

/** Makes a target group by the options of readers. */
export function makeGroup(elb: Elb, name: string, options: GroupOptions): TargetGroup {
  const { targets = [], protocol = 'HTTP', healthCheck = {}, attributes } = options;
  const ids = idsOf(targets).map((id) => ({ id }));
  const { targetType = typeOf(ids[0]?.id), port = protocol === 'GENEVE' ? 6081 : 80 } = options;
  const { path, interval, timeout, healthyThreshold, unhealthyThreshold, matcher } = healthCheck;
  const lambda = targetType === 'lambda';
  const all = {
    name,
    targetType,
    ...(!lambda && { protocol, port, vpcId: elb.defaults().vpcId }),
    healthCheckPath: path,
    healthCheckIntervalSeconds: interval,
    healthCheckTimeoutSeconds: timeout,
    healthyThresholdCount: healthyThreshold,
    unhealthyThresholdCount: unhealthyThreshold,
    matcher: matcher === undefined ? undefined : { httpCode: matcher },
  };
  const input = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
  const { targetGroups } = elb.createTargetGroup(input as unknown as Input<'CreateTargetGroup'>) as { targetGroups: { targetGroupArn: string }[] }; // prettier-ignore
  const { targetGroupArn } = targetGroups[0]!;
  if (attributes) elb.modifyTargetGroupAttributes({ targetGroupArn, attributes: attributesOf(attributes) });
  if (ids.length > 0) elb.registerTargets({ targetGroupArn, targets: ids });
  return elb.findGroup(targetGroupArn);
}

/** Makes a load balancer by the options of readers. */
export function balance(elb: Elb, name: string, options: BalancerOptions): LoadBalancer {
  const { type = 'application', scheme, zones, securityGroups, attributes, group: ofGroup, certificate } = options;
  const secure = certificate !== undefined;
  const { listenerPort = secure ? 443 : 80 } = options;
  const protocol = { application: 'HTTP', network: 'TCP', gateway: 'GENEVE' }[type] as 'HTTP';
  const subnets = options.subnets ?? elb.subnetsFor(idsOf(options.targets), zones);
  elb.createLoadBalancer({ name, type, subnets: [...subnets], ...(scheme && { scheme }), ...(type !== 'gateway' && { securityGroups: [...(securityGroups ?? elb.defaults().groups)] }) });
  const balancer = elb.find(name);
  if (attributes) elb.modifyLoadBalancerAttributes({ loadBalancerArn: balancer.arn, attributes: attributesOf(attributes) });
  const group = makeGroup(elb, name, { protocol, ...options, attributes: ofGroup ?? {} });
  const forward = [{ type: 'forward' as const, targetGroupArn: group.arn }];
  const datagrams = options.protocol === 'UDP' || options.protocol === 'TCP_UDP';
  const spoken = datagrams ? options.protocol! : !secure ? protocol : type === 'network' ? ('TLS' as const) : ('HTTPS' as const);
  elb.createListener({
    loadBalancerArn: balancer.arn,
    defaultActions: forward,
    ...(type !== 'gateway' && { protocol: spoken, port: listenerPort }),
    ...(secure && { certificates: [{ certificateArn: certificate }] }),
  });
  return balancer;
} // prettier-ignore

const idsOf = (targets: readonly GivenTarget[] = []) =>
  targets.map((one) => (typeof one === 'string' ? one : one.id));

function typeOf(id = 'i-'): 'instance' | 'ip' | 'lambda' | 'alb' {
  if (id.startsWith('i-')) return 'instance';
  if (id.includes(':lambda:')) return 'lambda';
  return id.includes(':loadbalancer/app/') ? 'alb' : 'ip';
}
