import { AwsError, type Region } from '../../cloud/index.ts';
import { ask } from './context.ts';

/** Where a container's port is registered. */
export interface TargetPlace {
  /** The target group. */
  readonly targetGroupArn: string;
  /** The container whose port it is. */
  readonly containerName: string;
  /** The port in the container. */
  readonly containerPort: number;
}

/** A target as a load balancer knows it. */
export interface RegisteredTarget {
  /** An instance's id, or an address. */
  readonly id: string;
  /** The port that gets the traffic. */
  readonly port: number;
  /** The zone of an address. */
  readonly availabilityZone?: string;
}

const ELB = 'elasticloadbalancingv2';

/** Registers a target: the service does it, under its service-linked role. */
export function registerTarget(region: Region, targetGroupArn: string, target: RegisteredTarget): void {
  ask(region, ELB, 'RegisterTargets', { targetGroupArn, targets: [target] });
}

/** Deregisters a target; answers the seconds for which it drains. */
export function deregisterTarget(
  region: Region,
  targetGroupArn: string,
  { id, port }: RegisteredTarget,
): number {
  try {
    ask(region, ELB, 'DeregisterTargets', { targetGroupArn, targets: [{ id, port }] });
    const { attributes } = ask<{ attributes: { key: string; value: string }[] }>(region, ELB, 'DescribeTargetGroupAttributes', { targetGroupArn }); // prettier-ignore
    return Number(attributes.find(({ key }) => key === 'deregistration_delay.timeout_seconds')?.value ?? 300);
  } catch (error) {
    if (error instanceof AwsError) return 0;
    throw error;
  }
}

/** What a target group says of a target. A group that no balancer uses checks nothing: its targets count as healthy. */
export function targetState(
  region: Region,
  targetGroupArn: string,
  { id, port }: RegisteredTarget,
): 'healthy' | 'unhealthy' | 'initial' {
  const { targetHealthDescriptions: found } = ask<{ targetHealthDescriptions: { targetHealth: { state: string } }[] }>(region, ELB, 'DescribeTargetHealth', { targetGroupArn, targets: [{ id, port }] }); // prettier-ignore
  const state = found[0]?.targetHealth.state ?? 'initial';
  if (state === 'healthy' || state === 'unused') return 'healthy';
  return state.startsWith('unhealthy') ? 'unhealthy' : 'initial';
}

/** Gives each of two target groups its share of a rule's traffic, in percent. */
export function shiftTraffic(region: Region, ruleArn: string, shares: ReadonlyMap<string, number>): void {
  const targetGroups = Array.from(shares, ([targetGroupArn, weight]) => ({ targetGroupArn, weight }));
  ask(region, ELB, 'ModifyRule', {
    ruleArn,
    actions: [{ type: 'forward', forwardConfig: { targetGroups } }],
  });
}
