import type { Simulation, Timer } from '../../../kernel/index.ts';
import { type Fault, remedied } from './fault.ts';
import type { StatusChecks } from './status-checks.ts';

/** On by default, or by an alarm on StatusCheckFailed_System. */
export type Mechanism = 'simplified' | 'cloudwatch-action';

/** What of an instance decides whether it can be recovered. Whether its type can, the caller knows. */
export interface Recoverable {
  readonly tenancy: 'default' | 'dedicated' | 'host';
  readonly metal?: boolean;
  readonly instanceStore?: boolean;
  readonly elasticFabricAdapter?: boolean;
  readonly inAutoScalingGroup?: boolean;
  readonly underMaintenance?: boolean;
}

/**
 * Why AWS would not recover an instance; nothing where it would.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-recover.html
 */
export function obstacles(instance: Recoverable, mechanism: Mechanism = 'simplified'): (keyof Recoverable)[] {
  const simplified = mechanism === 'simplified';
  const found: (keyof Recoverable)[] = [];
  if (instance.tenancy === 'host') found.push('tenancy');
  if (instance.metal && simplified) found.push('metal');
  if (instance.instanceStore && simplified) found.push('instanceStore');
  if (instance.elasticFabricAdapter) found.push('elasticFabricAdapter');
  if (instance.inAutoScalingGroup) found.push('inAutoScalingGroup');
  if (instance.underMaintenance) found.push('underMaintenance');
  return found;
}

/** AWS gives none of these figures. */
export interface RecoveryOptions {
  readonly mechanism?: Mechanism;
  /** Seconds that the system check has to fail. Default 120. */
  readonly patience?: number;
  /** Seconds that a move takes. Default 180. */
  readonly duration?: number;
  /** Attempts in 24 hours. Default 3. */
  readonly dailyAttempts?: number;
  /** Whether another host has room. Default: yes. */
  readonly hasCapacity?: () => boolean;
  /** What comes of an attempt, by the name of its event in the Health Dashboard. */
  readonly onEvent?: (name: string) => void;
  /** It is moved: as an unplanned reboot, with its addresses and volumes kept and its memory lost. */
  readonly onRecovery?: () => void;
}

const DAY = 24 * 3600;

/** Moves an instance off a host that fails, without anyone's doing: it watches the system check, and no other. */
export class AutomaticRecovery {
  readonly #clock: Simulation;
  readonly #checks: StatusChecks;
  readonly #options: RecoveryOptions;
  #attempts: number[] = [];
  #moving: Timer | undefined;

  constructor(clock: Simulation, checks: StatusChecks, options: RecoveryOptions = {}) {
    this.#clock = clock;
    this.#checks = checks;
    this.#options = options;
  }

  /** To be called after each minute's checks. */
  look(): void {
    const { patience = 120, duration = 180, dailyAttempts = 3 } = this.#options;
    const { now } = this.#clock;
    const since = this.#checks.impairedSince('system');
    if (since === undefined || now - since < patience || this.#moving) return;
    this.#attempts = this.#attempts.filter((at) => at > now - DAY);
    if (this.#attempts.length >= dailyAttempts) return;
    this.#attempts.push(now);
    this.#moving = this.#clock.timer(duration, () => this.#arrive());
  }

  /** The instance stopped, or was terminated. */
  cancel(): void {
    this.#moving?.cancel();
    this.#moving = undefined;
  }

  #arrive(): void {
    this.#moving = undefined;
    const { mechanism = 'simplified', hasCapacity, onEvent, onRecovery } = this.#options;
    const name = mechanism === 'simplified' ? 'SIMPLIFIED' : 'INSTANCE';
    if (hasCapacity && !hasCapacity()) {
      onEvent?.(`AWS_EC2_${name}_AUTO_RECOVERY_FAILURE`);
      return;
    }
    const left: Fault[] = remedied(this.#checks.faults, 'new-host');
    this.#checks.faults.clear();
    for (const fault of left) this.#checks.faults.add(fault);
    onEvent?.(`AWS_EC2_${name}_AUTO_RECOVERY_SUCCESS`);
    onRecovery?.();
  }
}
