import type { Region } from '../../cloud/index.ts';
import { readRuleSchedule, type Schedule } from '../../cloud/calendar/index.ts';
import { compilePattern, PatternError, type Pattern } from '../../cloud/pattern/index.ts';
import type { Condition } from '../../cloud/pattern/condition.ts';
import { eventsError, notValid } from './errors.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { eventBridgeMetrics, type EventBridgeMetricName } from './metrics.ts';
import type { Model, Rule as AwsRule, Target as AwsTarget } from './schema.ts';
import type { Transform } from './target-input.ts';

/** A target as PutTargets took it, with its input read. */
export interface Target {
  readonly given: Model<AwsTarget>;
  readonly input: Transform;
}

/** What PutRule sets. */
export interface RuleSettings {
  readonly eventPattern?: string | undefined;
  readonly scheduleExpression?: string | undefined;
  readonly state?: AwsRule['State'];
  readonly description?: string | undefined;
  readonly roleArn?: string | undefined;
}

/** A rule: which events, or when, and where they go. */
export class Rule {
  readonly name: string;
  readonly arn: string;
  readonly busName: string;
  readonly metrics: MetricSet<EventBridgeMetricName>;
  readonly targets = new Map<string, Target>();
  tags: ReadonlyMap<string, string> = new Map();
  /** When it was made or enabled: its rate counts from then on; milliseconds of the Unix epoch. */
  since = 0;
  #settings: RuleSettings = {};
  #pattern: Pattern | undefined;
  #schedule: Schedule | undefined;

  /** Made by an event bus. */
  constructor(region: Region, busName: string, name: string) {
    this.name = name;
    this.busName = busName;
    this.arn = region.arn('events', busName === 'default' ? `rule/${name}` : `rule/${busName}/${name}`);
    const own = { RuleName: name };
    this.metrics = new MetricSet(
      region,
      eventBridgeMetrics,
      busName === 'default' ? own : { EventBusName: busName, ...own },
    );
  }

  /** Whether it acts. */
  get enabled(): boolean {
    return this.#settings.state !== 'DISABLED';
  }

  /** What an event must look like; undefined on a rule that only has a schedule. */
  get pattern(): Pattern | undefined {
    return this.#pattern;
  }

  /** When it fires; undefined on a rule that only has a pattern. */
  get schedule(): Schedule | undefined {
    return this.#schedule;
  }

  /** Takes what PutRule sets. @throws InvalidEventPatternException, ValidationException */
  set(settings: RuleSettings): void {
    const { eventPattern, scheduleExpression } = settings;
    if (eventPattern === undefined && scheduleExpression === undefined)
      throw notValid('Parameter(s) EventPattern or ScheduleExpression must be specified.');
    const pattern = eventPattern === undefined ? undefined : readPattern(eventPattern);
    let schedule: Schedule | undefined;
    if (scheduleExpression !== undefined) {
      if (this.busName !== 'default')
        throw notValid('ScheduleExpression is supported only on the default event bus.');
      schedule = readRuleSchedule(scheduleExpression);
      if (!schedule) throw notValid('Parameter ScheduleExpression is not valid.');
    }
    this.#settings = { ...settings, state: settings.state ?? 'ENABLED' };
    this.#pattern = pattern;
    this.#schedule = schedule;
  }

  /** Enables or disables it. */
  setState(state: 'ENABLED' | 'DISABLED'): void {
    this.#settings = { ...this.#settings, state };
  }

  /** What ListRules answers of it. */
  describe(): Model<AwsRule> {
    const { name, arn, busName: eventBusName } = this;
    return { name, arn, eventBusName, ...this.#settings };
  }
}

/** Whether a pattern has a wildcard: of such rules a bus takes fewer. */
export function hasWildcard(pattern: Pattern | undefined): boolean {
  const wild = (condition: Condition): boolean =>
    condition.kind === 'wildcard' || (condition.kind === 'anything-but' && condition.excluded.some(wild));
  return !!pattern?.alternatives.some((fields) => fields.some(({ conditions }) => conditions.some(wild)));
}

/** A pattern in AWS's words. @throws InvalidEventPatternException */
export function readPattern(text: string): Pattern {
  try {
    return compilePattern(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    throw eventsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${error.message}`);
  }
}
