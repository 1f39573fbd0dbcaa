import type { Simulation, Timer } from '../../kernel/index.ts';
import type {
  ActivityTaskTimeoutType,
  RegisterActivityTypeInput,
  ScheduleActivityTaskDecisionAttributes,
} from './schema.ts';
import type { Listed } from './task-list.ts';

const TIMEOUTS = [
  ['scheduleToStartTimeout', 'defaultTaskScheduleToStartTimeout', 'SCHEDULE_TO_START'],
  ['scheduleToCloseTimeout', 'defaultTaskScheduleToCloseTimeout', 'SCHEDULE_TO_CLOSE'],
  ['startToCloseTimeout', 'defaultTaskStartToCloseTimeout', 'START_TO_CLOSE'],
  ['heartbeatTimeout', 'defaultTaskHeartbeatTimeout', 'HEARTBEAT'],
] as const;

/** Timeouts of an activity task: seconds as text, or NONE. */
export type Timeouts = Readonly<Record<(typeof TIMEOUTS)[number][0], string>>;

/** The timeouts of a task: the decision's, else its type's; where one is missing, the cause for which it fails. */
export function timeoutsOf(
  decision: ScheduleActivityTaskDecisionAttributes,
  type: RegisterActivityTypeInput,
): Timeouts | string {
  const timeouts: Record<string, string> = {};
  for (const [name, byDefault, kind] of TIMEOUTS) {
    const timeout = decision[name] ?? type[byDefault];
    if (timeout === undefined) return `DEFAULT_${kind}_TIMEOUT_UNDEFINED`;
    timeouts[name] = timeout;
  }
  return timeouts as unknown as Timeouts;
}

/** What an activity task is made of. */
export interface ActivityTaskOptions {
  readonly decision: ScheduleActivityTaskDecisionAttributes;
  readonly priority: number;
  readonly scheduledEventId: number;
  readonly timeouts: Timeouts;
  readonly onTimeout: (type: ActivityTaskTimeoutType) => void;
}

/**
 * An activity task from its scheduling until it is closed, with its four clocks.
 * https://docs.aws.amazon.com/amazonswf/latest/developerguide/swf-timeout-types.html (checked 2026-11-28)
 */
export class ActivityTask implements Listed {
  readonly options: ActivityTaskOptions;
  startedEventId = 0;
  cancelRequestedEventId: number | undefined;
  /** What the last heartbeat said. */
  details: string | undefined;
  readonly #simulation: Simulation;
  readonly #timers: Timer[] = [];
  readonly #toStart: Timer | undefined;
  #heartbeat: Timer | undefined;
  #open = true;

  constructor(simulation: Simulation, options: ActivityTaskOptions) {
    this.options = options;
    this.#simulation = simulation;
    this.#toStart = this.#after(options.timeouts.scheduleToStartTimeout, 'SCHEDULE_TO_START');
    this.#after(options.timeouts.scheduleToCloseTimeout, 'SCHEDULE_TO_CLOSE');
  }

  get priority(): number {
    return this.options.priority;
  }

  get open(): boolean {
    return this.#open;
  }

  /** A worker has it. */
  start(startedEventId: number): void {
    this.startedEventId = startedEventId;
    this.#toStart?.cancel();
    this.#after(this.options.timeouts.startToCloseTimeout, 'START_TO_CLOSE');
    this.beat(undefined);
  }

  /** The worker says that it still works. */
  beat(details: string | undefined): void {
    this.details = details ?? this.details;
    this.#heartbeat?.cancel();
    this.#heartbeat = this.#after(this.options.timeouts.heartbeatTimeout, 'HEARTBEAT');
  }

  close(): void {
    this.#open = false;
    for (const timer of this.#timers) timer.cancel();
  }

  #after(timeout: string, type: ActivityTaskTimeoutType): Timer | undefined {
    if (timeout === 'NONE') return undefined;
    const timer = this.#simulation.timer(Number(timeout), () => this.options.onTimeout(type));
    this.#timers.push(timer);
    return timer;
  }
}
