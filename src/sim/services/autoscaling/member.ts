import type { Signal, Simulation } from '../../kernel/index.ts';
import type { Instance, LaunchSource, LifecycleState, PurchaseOption } from './plan/instance.ts';
import type { LifecycleAction } from './plan/lifecycle-hook.ts';

/** Who says that an instance is ill. */
export type Illness = 'gone' | 'ec2' | 'volume' | 'elb' | 'user';

/** What an instance of a group was launched as. */
export interface Launched {
  readonly id: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly subnet: string;
  readonly type: string;
  readonly imageId: string;
  readonly weight: number;
  /** The weight as the policy writes it; undefined in a group without weights. */
  readonly weighted: string | undefined;
  readonly purchaseOption: PurchaseOption;
  readonly source: LaunchSource;
  readonly launchedAt: number;
  readonly protectedFromScaleIn: boolean;
}

/** An instance of a group: what the group knows of it. Times are in seconds since 1970. */
export class Member implements Instance {
  readonly id: string;
  readonly zone: string;
  readonly zoneId: string;
  readonly subnet: string;
  readonly type: string;
  readonly imageId: string;
  readonly weight: number;
  readonly weighted: string | undefined;
  readonly purchaseOption: PurchaseOption;
  readonly source: LaunchSource;
  readonly launchedAt: number;
  protectedFromScaleIn: boolean;
  /** Its state in the group. */
  state: LifecycleState = 'Pending';
  /** Who said that it is ill; undefined for a healthy one. */
  illness: Illness | undefined;
  inServiceAt: number | undefined;
  /** Before this moment it is taken for healthy, whatever ELB or a status check says. */
  graceUntil = -Infinity;
  /** Since when status checks fail. */
  impairedSince: number | undefined;
  /** Launched in excess: an older one is to be replaced by it, or it levels the zones and makes one elsewhere too many. */
  ahead: 'replacement' | 'move' | undefined;
  /** Whether Spot said that it is at risk, or will be interrupted. */
  risk: 'recommended' | 'noticed' | undefined;
  /** What its hooks are at. */
  actions: LifecycleAction[] = [];
  /** What brings it into service: called off where it has to go before. */
  arriving: { cancel(): void } | undefined;
  /** Fires whenever something of it has changed that an activity may wait for. */
  readonly changed: Signal;

  /** Made by a launch, or by AttachInstances. */
  constructor(simulation: Simulation, launched: Launched) {
    this.id = launched.id;
    this.zone = launched.zone;
    this.zoneId = launched.zoneId;
    this.subnet = launched.subnet;
    this.type = launched.type;
    this.imageId = launched.imageId;
    this.weight = launched.weight;
    this.weighted = launched.weighted;
    this.purchaseOption = launched.purchaseOption;
    this.source = launched.source;
    this.launchedAt = launched.launchedAt;
    this.protectedFromScaleIn = launched.protectedFromScaleIn;
    this.changed = simulation.signal(`a change of ${launched.id}`);
  }

  /** Whether the group takes it for healthy. */
  get healthy(): boolean {
    return this.illness === undefined;
  }

  /** Goes over to a state. */
  to(state: LifecycleState): void {
    this.state = state;
    this.changed.fire();
  }
}
