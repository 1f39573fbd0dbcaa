import { epochSeconds } from '../../../cloud/epoch.ts';
import type { Simulation } from '../../../kernel/index.ts';
import { isScalingAction, REPEAT_EVERY } from './alarm-actions.ts';
import { AlarmHistory } from './alarm-history.ts';
import type { Alarm, AlarmConfiguration } from './alarm.ts';
import type { Finding } from './alarm-state.ts';

const HOUR = 3600;

/** What alarms report to. */
export interface AlarmListener {
  /** An alarm entered a state. */
  changed(alarm: Alarm): void;
  /** An action is to run; `repeated` where the alarm has been in its state for some time. */
  act(alarm: Alarm, arn: string, repeated: boolean): void;
  /** An alarm has been there for so many more seconds. */
  stood(alarm: Alarm, seconds: number): void;
}

/**
 * The alarms of a Region, by name: each metric alarm is evaluated when its clock says so, each composite alarm when one of
 * its children changes; actions run on a change, and those of Auto Scaling again each minute while the state lasts.
 */
export class Alarms {
  readonly history = new AlarmHistory();
  readonly #simulation: Simulation;
  readonly #listener: AlarmListener;
  readonly #all = new Map<string, Alarm>();

  constructor(simulation: Simulation, listener: AlarmListener) {
    this.#simulation = simulation;
    this.#listener = listener;
  }

  /** Seconds since 1970. */
  get now(): number {
    return epochSeconds(this.#simulation);
  }

  /** All alarms, in the order of their names, as DescribeAlarms lists them. */
  list(): Alarm[] {
    return [...this.#all.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** An alarm by its name, or by its ARN. */
  find(nameOrArn: string): Alarm | undefined {
    const byName = this.#all.get(nameOrArn);
    if (byName) return byName;
    const named = this.#all.get(nameOrArn.split(':').slice(6).join(':'));
    return named?.arn === nameOrArn ? named : undefined;
  }

  /** Begins to run an alarm. */
  add(alarm: Alarm): void {
    this.#all.set(alarm.name, alarm);
    this.history.configured(alarm, 'created', this.now);
    this.#start(alarm);
    // An alarm of a rule that names it may now be in another state.
    this.#evaluateParents(alarm);
  }

  /** Overwrites the configuration of an alarm. */
  configure(alarm: Alarm, configuration: AlarmConfiguration): void {
    alarm.stop();
    alarm.configure(configuration, this.now);
    this.history.configured(alarm, 'updated', this.now);
    this.#start(alarm);
  }

  /** Ends an alarm. Its history stays. */
  remove(alarm: Alarm): void {
    alarm.stop();
    this.#all.delete(alarm.name);
    this.history.configured(alarm, 'deleted', this.now);
  }

  /** SetAlarmState: lasts until an evaluation says otherwise. */
  set(alarm: Alarm, finding: Finding): void {
    this.#enter(alarm, finding);
  }

  /** The composite alarms whose rule names an alarm. */
  parentsOf({ name, arn }: Alarm): Alarm[] {
    return [...this.#all.values()].filter(({ configuration }) => {
      const children = configuration.evaluator.children ?? [];
      return children.includes(name) || children.includes(arn);
    });
  }

  /** The children of a composite alarm. */
  childrenOf({ configuration }: Alarm): Alarm[] {
    return (configuration.evaluator.children ?? []).flatMap((child) => this.find(child) ?? []);
  }

  #start(alarm: Alarm): void {
    this.#schedule(alarm);
    if (!alarm.configuration.evaluator.clock) this.#simulation.schedule(0, () => this.#evaluate(alarm));
    this.#scheduleRepeat(alarm);
  }

  #schedule(alarm: Alarm): void {
    const { now } = this;
    const { clock } = alarm.configuration.evaluator;
    const wait = clock ? clock.next(now) - now : HOUR;
    alarm.due = this.#simulation.timer(wait, () => {
      // The next evaluation is scheduled before the repetition of an action, so that it comes first at that instant.
      this.#schedule(alarm);
      this.#listener.stood(alarm, wait);
      if (clock) this.#evaluate(alarm);
    });
  }

  #evaluate(alarm: Alarm): void {
    if (this.#all.get(alarm.name) !== alarm || this.inCycle(alarm)) return;
    const finding = alarm.configuration.evaluator.evaluate(alarm.state.stateValue, this.now);
    if (finding) this.#enter(alarm, finding);
  }

  #enter(alarm: Alarm, finding: Finding): void {
    const old = alarm.enter(finding, this.now);
    if (!old) return;
    alarm.repeat?.cancel();
    this.history.changed(alarm, old, this.now);
    this.#simulation.trace.add(alarm.name, finding.stateValue, finding.stateReason);
    this.#listener.changed(alarm);
    if (alarm.actionsEnabled) for (const arn of alarm.actions) this.#listener.act(alarm, arn, false);
    this.#scheduleRepeat(alarm);
    this.#evaluateParents(alarm);
  }

  #scheduleRepeat(alarm: Alarm): void {
    const actions = alarm.actions.filter(isScalingAction);
    if (actions.length === 0) return;
    alarm.repeat = this.#simulation.timer(REPEAT_EVERY, () => {
      if (alarm.actionsEnabled) for (const arn of actions) this.#listener.act(alarm, arn, true);
      this.#scheduleRepeat(alarm);
    });
  }

  #evaluateParents(alarm: Alarm): void {
    for (const parent of this.parentsOf(alarm)) this.#evaluate(parent);
  }

  /**
   * Whether an alarm depends on itself through composite alarms: AWS stops the evaluation of such alarms.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html
   */
  inCycle(alarm: Alarm): boolean {
    const seen = new Set<Alarm>();
    const open = this.childrenOf(alarm);
    for (let child = open.pop(); child !== undefined; child = open.pop()) {
      if (child === alarm) return true;
      if (seen.has(child)) continue;
      seen.add(child);
      open.push(...this.childrenOf(child));
    }
    return false;
  }
}
