import type { Timer } from '../../../kernel/index.ts';
import type { AlarmType } from '../schema.ts';
import { actionsFor, type ActionLists } from './alarm-actions.ts';
import { initialState, stateAfter, type AlarmState, type Finding } from './alarm-state.ts';
import type { Evaluator } from './evaluator.ts';

/** What an alarm is made of, besides its name. */
export interface AlarmConfiguration {
  /** What PutMetricAlarm or PutCompositeAlarm was given, as DescribeAlarms repeats it. */
  readonly given: ActionLists & { readonly alarmDescription?: string | undefined };
  readonly evaluator: Evaluator;
}

/** A metric alarm or a composite alarm: its configuration and its state. `Alarms` runs it. */
export class Alarm {
  readonly name: string;
  readonly arn: string;
  readonly type: AlarmType;
  configuration: AlarmConfiguration;
  /** In seconds since 1970. */
  configuredAt: number;
  actionsEnabled: boolean;
  tags: Map<string, string>;
  state: AlarmState;
  /** The state before the last change. */
  previous: AlarmState | undefined;
  /** The next evaluation. */
  due: Timer | undefined;
  /** The next repetition of scaling actions. */
  repeat: Timer | undefined;

  constructor(
    name: string,
    arn: string,
    type: AlarmType,
    configuration: AlarmConfiguration,
    tags: Map<string, string>,
    now: number,
  ) {
    this.name = name;
    this.arn = arn;
    this.type = type;
    this.configuration = configuration;
    this.configuredAt = now;
    this.actionsEnabled = configuration.given.actionsEnabled ?? true;
    this.tags = tags;
    this.state = initialState(now);
  }

  /** Overwrites the configuration; the state stays as it is. */
  configure(configuration: AlarmConfiguration, now: number): void {
    this.configuration = configuration;
    this.configuredAt = now;
    this.actionsEnabled = configuration.given.actionsEnabled ?? true;
  }

  /** Takes a finding; returns the state left if the value changed. */
  enter(finding: Finding, now: number): AlarmState | undefined {
    const old = this.state;
    this.state = stateAfter(old, finding, now);
    if (old.stateValue === finding.stateValue) return undefined;
    this.previous = old;
    return old;
  }

  /** The actions of the present state, whether they are enabled or not. */
  get actions(): readonly string[] {
    return actionsFor(this.configuration.given, this.state.stateValue);
  }

  /** Ends its timers. */
  stop(): void {
    this.due?.cancel();
    this.repeat?.cancel();
  }
}
