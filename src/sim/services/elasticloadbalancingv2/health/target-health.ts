import type { Balancer } from '../kinds.ts';
import type { HealthCheck } from './health-check.ts';
import { matches } from './matcher.ts';
import { descriptions, type Reason, type TargetState } from './reasons.ts';

/** What a check met. */
export type CheckResult =
  | { readonly met: 'connection' }
  | { readonly met: 'code'; readonly code: number }
  | { readonly met: 'timeout' }
  /** The connection was refused or reset, or the answer was malformed. */
  | { readonly met: 'error' };

/** How a health is kept. */
export interface TargetHealthOptions {
  readonly balancer: Balancer;
  readonly check: HealthCheck;
  /**
   * How many passes put a new target in service. AWS says one, whatever the threshold; of Classic Load Balancers it
   * says nothing, and they take the threshold here.
   */
  readonly passesToEnter?: number;
  /** Seconds that an unhealthy target keeps its connections: `target_health_state.unhealthy.draining_interval_seconds`. */
  readonly unhealthyDraining?: number;
}

/**
 * The health of one target as one node sees it. Times are in seconds; whoever owns it calls `result` after each check
 * and `tick` when `due` has come.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 */
export class TargetHealth {
  state: TargetState = 'unused';
  reason: Reason | undefined = 'Target.NotRegistered';
  description: string | undefined = descriptions['Target.NotRegistered'];
  /** When it came into this state. */
  since = 0;
  /** When the state ends by itself. */
  due = Infinity;

  readonly #options: TargetHealthOptions;
  #passes = 0;
  #failures = 0;

  constructor(options: TargetHealthOptions) {
    this.#options = options;
  }

  /** The target was registered. Its checks begin with `checking`. */
  register(now: number): void {
    this.#enter('initial', now, 'Elb.RegistrationInProgress');
  }

  /** Registration is complete. Without checks its health stays unknown, and it gets traffic. */
  checking(now: number): void {
    this.#passes = 0;
    this.#failures = 0;
    if (this.#options.check.enabled) this.#enter('initial', now, 'Elb.InitialHealthChecking');
    else this.#enter('unavailable', now, 'Target.HealthCheckDisabled');
  }

  /** It gets no traffic, whatever its health: the group is in no rule, its zone is off, the instance is stopped. */
  unused(now: number, reason: Reason, description?: string): void {
    this.#enter('unused', now, reason, description);
  }

  /** It leaves: `draining` for the deregistration delay, then unused. */
  deregister(now: number, delay: number): void {
    if (this.state === 'unused') return this.unused(now, 'Target.NotRegistered');
    this.#enter('draining', now, 'Target.DeregistrationInProgress');
    this.due = now + delay;
    this.tick(now);
  }

  /** Ends what is due by now: draining, or the grace of an unhealthy target. */
  tick(now: number): void {
    if (now < this.due) return;
    const { reason, description } = this;
    if (this.state === 'draining') this.#enter('unused', this.due, 'Target.NotRegistered');
    else this.#enter('unhealthy', this.due, reason, description);
  }

  /** A check ended. Returns whether the state changed. */
  result(now: number, result: CheckResult): boolean {
    this.tick(now);
    const { state } = this;
    if (state === 'unused' || state === 'draining' || state === 'unavailable') return false;
    if (this.#passed(result)) this.#pass(now);
    else this.#fail(now, result);
    return this.state !== state;
  }

  #passed(result: CheckResult): boolean {
    const { matcher } = this.#options.check;
    if (result.met === 'code') return matcher === undefined || matches(matcher, result.code);
    return result.met === 'connection' && matcher === undefined;
  }

  #pass(now: number): void {
    const { balancer, check, passesToEnter } = this.#options;
    this.#passes++;
    this.#failures = 0;
    const enter = passesToEnter ?? (balancer === 'classic' ? check.healthyThreshold : 1);
    const needed = this.state === 'initial' ? enter : check.healthyThreshold;
    if (this.state !== 'healthy' && this.#passes >= needed) this.#enter('healthy', now);
  }

  #fail(now: number, result: CheckResult): void {
    const { check, unhealthyDraining = 0 } = this.#options;
    this.#failures++;
    this.#passes = 0;
    const [reason, description] = this.#why(result);
    if (this.state === 'unhealthy' || this.state === 'unhealthy.draining') {
      this.reason = reason;
      this.description = description;
    } else if (this.#failures >= check.unhealthyThreshold) {
      // Only a target that has connections has any to keep.
      const drains = this.state === 'healthy' && unhealthyDraining > 0;
      this.#enter(drains ? 'unhealthy.draining' : 'unhealthy', now, reason, description);
      if (drains) this.due = now + unhealthyDraining;
    }
  }

  /** A Network Load Balancer tells no more than that the checks failed. */
  #why(result: CheckResult): [Reason, string] {
    const told = this.#options.balancer === 'application';
    if (told && result.met === 'code')
      return ['Target.ResponseCodeMismatch', `Health checks failed with these codes: [${result.code}]`];
    const reason = told && result.met === 'timeout' ? 'Target.Timeout' : 'Target.FailedHealthChecks';
    return [reason, descriptions[reason]];
  }

  #enter(state: TargetState, now: number, reason?: Reason, description?: string): void {
    if (state !== this.state) this.since = now;
    this.state = state;
    this.reason = reason;
    this.description = description ?? (reason && descriptions[reason]);
    this.due = Infinity;
  }
}
