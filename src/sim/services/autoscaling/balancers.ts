import type { Region } from '../../cloud/index.ts';
import { ask } from './other-services.ts';

/** Puts an instance behind the target groups of its group, or takes it from there. */
export function setTarget(region: Region, operation: 'RegisterTargets' | 'DeregisterTargets', targetGroups: readonly string[], id: string): void {
  for (const targetGroupArn of targetGroups) ask(region, 'elasticloadbalancingv2', operation, { targetGroupArn, targets: [{ id }] });
} // prettier-ignore

interface TargetHealth {
  readonly targetHealth: { readonly state: string };
}

/** Whether a target group still lets an instance finish what it has. */
export function isDraining(region: Region, targetGroups: readonly string[], id: string): boolean {
  return targetGroups.some((targetGroupArn) => {
    const { targetHealthDescriptions = [] } = ask<{ targetHealthDescriptions?: TargetHealth[] }>(region, 'elasticloadbalancingv2', 'DescribeTargetHealth', { targetGroupArn, targets: [{ id }] }); // prettier-ignore
    return targetHealthDescriptions.some(({ targetHealth }) => targetHealth.state === 'draining');
  });
}
