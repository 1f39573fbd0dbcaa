/**
 * Where an instance stands in its group. The planners tell apart what is coming, in service, aside and going.
 * https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html
 */
export type LifecycleState =
  | 'Pending'
  | 'Pending:Wait'
  | 'Pending:Proceed'
  | 'InService'
  | 'EnteringStandby'
  | 'Standby'
  | 'Detaching'
  | 'Detached'
  | 'Terminating'
  | 'Terminating:Wait'
  | 'Terminating:Proceed'
  | 'Terminating:Retained'
  | 'Terminated'
  | `Warmed:${string}`;

/** How an instance is bought. */
export type PurchaseOption = 'on-demand' | 'spot';

/** What an instance was launched from. A launch configuration has no versions, so its age tells old from new. */
export type LaunchSource =
  | { readonly kind: 'template'; readonly id: string; readonly version: number }
  | { readonly kind: 'configuration'; readonly name: string; readonly createdAt: number };

/** An instance as the planners see it. Times are in seconds, on whatever clock the caller keeps. */
export interface Instance {
  readonly id: string;
  readonly zone: string;
  readonly type: string;
  /** In capacity units: 1, unless the group has weights. */
  readonly weight: number;
  readonly state: LifecycleState;
  readonly healthy: boolean;
  readonly protectedFromScaleIn: boolean;
  readonly launchedAt: number;
  /** When it last came into service; warm-up counts from here. */
  readonly inServiceAt?: number;
  readonly purchaseOption: PurchaseOption;
  readonly source: LaunchSource;
  /** Whether it runs in a Capacity Reservation. */
  readonly reserved?: boolean;
}

/** On its way into the group: launched, not yet in service. */
export function isComing({ state }: Instance): boolean {
  return state === 'Pending' || state === 'Pending:Wait' || state === 'Pending:Proceed';
}

/** On its way out, and not yet gone. */
export function isTerminating({ state }: Instance): boolean {
  return state === 'Terminating' || state === 'Terminating:Wait' || state === 'Terminating:Proceed';
}

/** Whether it fills desired capacity: coming or in service. Standby, the warm pool and the dying do not. */
export function fillsCapacity(instance: Instance): boolean {
  return instance.state === 'InService' || isComing(instance);
}

/** In service, yet within its warm-up, which begins when it comes into service. */
export function isWarming(instance: Instance, warmup: number, now: number): boolean {
  return instance.state === 'InService' && now < (instance.inServiceAt ?? instance.launchedAt) + warmup;
}

/** In service, healthy and past its warm-up: AWS's "in service, healthy, and ready to use". */
export function isReady(instance: Instance, warmup: number, now: number): boolean {
  return instance.state === 'InService' && instance.healthy && !isWarming(instance, warmup, now);
}
