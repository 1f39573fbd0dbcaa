import type { Simulation, Timer } from '../../../kernel/index.ts';
import { type Check, type Fault, FAULTS } from './fault.ts';

/** Of one check. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatusDetails.html */
export type CheckStatus = 'initializing' | 'passed' | 'failed';

/** Of an instance. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceStatusSummary.html */
export type InstanceStatus = 'not-applicable' | 'initializing' | 'ok' | 'impaired';

/** How an instance is checked. */
export interface StatusChecksOptions {
  /** Seconds from `running` to the first results. AWS says nothing; default 120. */
  readonly initial?: number;
  /** Whether there is an application status check, and after how many results in a row it changes its mind. */
  readonly application?: { readonly healthy?: number; readonly unhealthy?: number };
}

/** The metrics of one minute, as CloudWatch gets them: 1 is failed. */
export interface StatusMetrics {
  readonly StatusCheckFailed: 0 | 1;
  readonly StatusCheckFailed_System: 0 | 1;
  readonly StatusCheckFailed_Instance: 0 | 1;
  readonly StatusCheckFailed_AttachedEBS: 0 | 1;
}

const PERIOD = 60;

/**
 * The status checks of one instance: each minute while it runs. A result is that minute's alone; only the application
 * check waits for several in a row (two of each unless set).
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-system-instance-status-check.html
 */
export class StatusChecks {
  /** What is wrong. Change it freely: the next check sees it. */
  readonly faults = new Set<Fault>();
  /** Called after each minute's checks. */
  onResults: ((metrics: StatusMetrics) => void) | undefined;
  readonly #clock: Simulation;
  readonly #initial: number;
  readonly #healthy: number;
  readonly #unhealthy: number;
  readonly #results = new Map<Check, CheckStatus>();
  readonly #since = new Map<Check, number>();
  #streak = 0;
  #running = false;
  #timer: Timer | undefined;

  constructor(clock: Simulation, { initial = 120, application }: StatusChecksOptions = {}) {
    this.#clock = clock;
    this.#initial = initial;
    this.#healthy = application?.healthy ?? 2;
    this.#unhealthy = application?.unhealthy ?? 2;
    for (const check of ['system', 'instance', 'attached-ebs'] as const)
      this.#results.set(check, 'initializing');
    if (application) this.#results.set('application', 'initializing');
  }

  /** The instance is `running`. */
  start(): void {
    this.#running = true;
    this.#streak = 0;
    this.#since.clear();
    for (const check of this.#results.keys()) this.#results.set(check, 'initializing');
    this.#timer?.cancel();
    this.#timer = this.#clock.timer(this.#initial, this.#look);
  }

  /** The instance is no longer `running`: nothing is checked. */
  stop(): void {
    this.#running = false;
    this.#timer?.cancel();
  }

  /** Undefined for an application check that there is none of. */
  of(check: Check): CheckStatus | undefined {
    return this.#results.get(check);
  }

  /** Since when a check has failed, in seconds since the run began. */
  impairedSince(check: Check): number | undefined {
    return this.#since.get(check);
  }

  /** Of some checks together; by default of those that every instance has. */
  status(checks: readonly Check[] = ['system', 'instance', 'attached-ebs']): InstanceStatus {
    if (!this.#running) return 'not-applicable';
    const results = checks.map((check) => this.#results.get(check));
    if (results.includes('failed')) return 'impaired';
    return results.includes('initializing') ? 'initializing' : 'ok';
  }

  readonly #look = (): void => {
    this.#timer = this.#clock.timer(PERIOD, this.#look);
    const failing = new Set([...this.faults].flatMap((fault) => FAULTS[fault].fails));
    for (const check of ['system', 'instance', 'attached-ebs'] as const)
      this.#enter(check, !failing.has(check));
    if (this.#results.has('application')) {
      // What takes the instance down takes its application down.
      this.#count(!failing.has('application') && !failing.has('instance'));
    }
    const failed = (check: Check) => (failing.has(check) ? 1 : 0);
    this.onResults?.({
      StatusCheckFailed:
        failing.has('system') || failing.has('instance') || failing.has('attached-ebs') ? 1 : 0,
      StatusCheckFailed_System: failed('system'),
      StatusCheckFailed_Instance: failed('instance'),
      StatusCheckFailed_AttachedEBS: failed('attached-ebs'),
    });
  };

  /** Counts results of the application check in a row: up when they are good, down when they are bad. */
  #count(good: boolean): void {
    if (good) this.#streak = this.#streak > 0 ? this.#streak + 1 : 1;
    else this.#streak = this.#streak < 0 ? this.#streak - 1 : -1;
    if (this.#streak >= this.#healthy) this.#enter('application', true);
    else if (-this.#streak >= this.#unhealthy) this.#enter('application', false);
  }

  #enter(check: Check, passed: boolean): void {
    this.#results.set(check, passed ? 'passed' : 'failed');
    if (passed) this.#since.delete(check);
    else if (!this.#since.has(check)) this.#since.set(check, this.#clock.now);
  }
}
