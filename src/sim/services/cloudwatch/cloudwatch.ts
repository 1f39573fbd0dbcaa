import { epochSeconds } from '../../cloud/epoch.ts';
import type { Dimension, MetricId, Region } from '../../cloud/index.ts';
import { matches, normalised } from '../../cloud/metrics/metric-id.ts';
import { pageOf } from '../../cloud/page.ts';
import { withoutTags, withTags, type TagRules } from '../../cloud/tags.ts';
import { Service } from '../../tongue/service.ts';
import { ActionRunner, ec2Action } from './alarms/action-runner.ts';
import { actionsFor, checkActions, COMPOSITE_ACTIONS, METRIC_ACTIONS } from './alarms/alarm-actions.ts';
import { Alarm, type AlarmConfiguration } from './alarms/alarm.ts';
import { Alarms, type AlarmListener } from './alarms/alarms.ts';
import { checkMetricAlarm, type MetricAlarmInput } from './alarms/check-metric-alarm.ts';
import { describeAlarmHistory, describeAlarms } from './alarms/describe-alarms.ts';
import { describedAlarm, readsMetric } from './alarms/described.ts';
import { asked } from './asked.ts';
import { MetricEvaluator } from './alarms/metric-evaluator.ts';
import { alarmData } from './alarms/notification.ts';
import { watchedBy } from './alarms/watched.ts';
import { Bill } from './bill.ts';
import { CompositeEvaluator } from './composite/composite-evaluator.ts';
import { notModelled, validationError } from './errors.ts';
import { cloudWatchLimits as limits } from './limits.ts';
import { metricsOf } from './math/queries.ts';
import { getMetricData, getMetricStatistics, type MetricReader } from './metric-data.ts';
import type { CloudWatchModel } from './model.ts';
import { putMetricData } from './put-metric-data.ts';
import { schema, type AlarmType, type Input, type Methods, type Output } from './schema.ts';

const { actions } = limits;
const RECENTLY = 3 * 3600;

/**
 * Amazon CloudWatch in one Region: metrics that services publish and that PutMetricData brings, statistics over them, and
 * alarms. An alarm is evaluated for ever: with alarms, run for a duration.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/WhatIsCloudWatch.html
 */
export class CloudWatch extends Service implements Methods {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly rules = {
    AlarmName: limits.alarmName,
    AlarmDescription: limits.alarmDescription,
    AlarmActions: actions,
    OKActions: actions,
    InsufficientDataActions: actions,
    MetricDataQueries: limits.queries,
    MaxDatapoints: limits.datapoints,
    'DescribeAlarmsInput.MaxRecords': limits.listedAlarms,
    'DescribeAlarmsInput.AlarmNames': limits.namedAlarms,
    'DescribeAlarmHistoryInput.MaxRecords': limits.listedHistory,
    'DeleteAlarmsInput.AlarmNames': limits.deletedAlarms,
    StateReason: limits.stateReason,
    StateReasonData: limits.stateReasonData,
  };
  /** What it assumes where AWS does not say. */
  readonly model: CloudWatchModel = { evaluationSecond: undefined, extraPeriods: 2, actionLatency: 1 };
  readonly #alarms: Alarms;
  readonly #runner: ActionRunner;
  readonly #bill: Bill;

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const listener: AlarmListener = {
      changed: (alarm) => this.#emit('CloudWatch Alarm State Change', alarm),
      act: (alarm, arn, repeated) => this.#act(alarm, arn, repeated),
      stood: (alarm, seconds) => this.#bill.stood(alarm, seconds),
    };
    this.#alarms = new Alarms(this.simulation, listener);
    this.#runner = new ActionRunner(region);
    this.#bill = new Bill((price) => this.usage(price));
  }

  putMetricData(input: Input<'PutMetricData'>): Output<'PutMetricData'> {
    this.#bill.request();
    if (input.entityMetricData) throw notModelled('EntityMetricData');
    const { namespace, metricData = [] } = input;
    putMetricData(this.#store, namespace, metricData, this.#now);
    for (const datum of metricData) this.#bill.published({ ...datum, namespace }, this.#now);
    return {};
  }

  getMetricData(input: Input<'GetMetricData'>): Output<'GetMetricData'> {
    this.#bill.requested(metricsOf(input.metricDataQueries).length);
    return getMetricData(input, this.#reader);
  }

  getMetricStatistics(input: Input<'GetMetricStatistics'>): Output<'GetMetricStatistics'> {
    this.#bill.request();
    return getMetricStatistics(input, this.#reader);
  }

  listMetrics(input: Input<'ListMetrics'> = {}): Output<'ListMetrics'> {
    this.#bill.request();
    if (input.owningAccount !== undefined || input.includeLinkedAccounts)
      throw notModelled('metrics of other accounts');
    const found = new Map<string, Required<MetricId>>();
    for (const id of this.#store.list(input, this.#now, input.recentlyActive && RECENTLY))
      found.set(JSON.stringify(id), id);
    // A metric that a resource publishes is listed whether its history is kept or not.
    for (const id of this.region.world.metrics.ids(this.region)) {
      if (matches(input, id)) found.set(JSON.stringify(normalised(id)), normalised(id));
    }
    const { page, nextToken } = pageOf(
      [...found.values()],
      asked(limits.listedMetrics.default, input.nextToken),
    );
    return { metrics: page.map((id) => ({ ...id, dimensions: id.dimensions.map(copied) })), nextToken };
  }

  putMetricAlarm(input: Input<'PutMetricAlarm'>): Output<'PutMetricAlarm'> {
    const { tags = [], ...given } = input;
    checkActions(given, METRIC_ACTIONS);
    checkEc2Actions(given);
    const watched = watchedBy(given, this.#store);
    const settings = checkMetricAlarm(given, watched.period);
    const old = this.#alarmOf(given.alarmName, 'MetricAlarm');
    for (const metric of watched.metrics) this.region.world.metrics.keepOne(this.region, metric);
    const evaluator = new MetricEvaluator(settings, watched.source, {
      // An alarm keeps its second when it is changed.
      phase: old?.configuration.evaluator.clock?.phase ?? this.#phase(),
      extraPeriods: this.model.extraPeriods,
    });
    this.#put(given.alarmName, 'MetricAlarm', { given, evaluator }, tags);
    return {};
  }

  putCompositeAlarm(input: Input<'PutCompositeAlarm'>): Output<'PutCompositeAlarm'> {
    const { tags = [], ...given } = input;
    if (given.actionsSuppressor !== undefined) throw notModelled('ActionsSuppressor');
    if (given.actionConfiguration) throw notModelled('ActionConfiguration');
    checkActions(given, COMPOSITE_ACTIONS);
    const evaluator = new CompositeEvaluator(given.alarmRule, (name) => this.#alarms.find(name));
    const { max } = limits.parents;
    for (const child of evaluator.children) {
      const others = this.#alarms
        .parentsOf(this.#alarms.find(child)!)
        .filter(({ name }) => name !== given.alarmName);
      if (others.length >= max)
        throw validationError(`The alarm ${child} is in the rules of ${max} other composite alarms`);
    }
    this.#put(given.alarmName, 'CompositeAlarm', { given, evaluator }, tags);
    return {};
  }

  describeAlarms(input: Input<'DescribeAlarms'> = {}): Output<'DescribeAlarms'> {
    return describeAlarms(input, this.#alarms);
  }

  describeAlarmsForMetric(input: Input<'DescribeAlarmsForMetric'>): Output<'DescribeAlarmsForMetric'> {
    const found = this.#alarms.list().filter((alarm) => readsMetric(alarm, input));
    return { metricAlarms: found.map(describedAlarm) };
  }

  describeAlarmHistory(input: Input<'DescribeAlarmHistory'> = {}): Output<'DescribeAlarmHistory'> {
    return describeAlarmHistory(input, this.#alarms);
  }

  deleteAlarms({ alarmNames }: Input<'DeleteAlarms'>): Output<'DeleteAlarms'> {
    const found = [...new Set(alarmNames)].flatMap((name) => this.#alarms.find(name) ?? []);
    if (found.filter(({ type }) => type === 'CompositeAlarm').length > 1) {
      throw validationError('DeleteAlarms takes at most one composite alarm');
    }
    for (const alarm of found) {
      if (
        this.#alarms
          .parentsOf(alarm)
          .some((parent) => !found.includes(parent) || this.#alarms.inCycle(parent))
      ) {
        throw validationError(`Cannot delete ${alarm.name} as there are composite alarm(s) depending on it.`);
      }
    }
    for (const alarm of found) {
      this.#alarms.remove(alarm);
      this.#emit('CloudWatch Alarm Configuration Change', alarm, { operation: 'delete' });
    }
    return {};
  }

  setAlarmState(input: Input<'SetAlarmState'>): Output<'SetAlarmState'> {
    const { alarmName, stateValue, stateReason, stateReasonData } = input;
    const alarm = this.#alarms.find(alarmName);
    if (!alarm) throw this.error('ResourceNotFound', '');
    if (stateReasonData !== undefined && !isJson(stateReasonData)) {
      throw this.error('InvalidFormatFault', 'StateReasonData is not valid JSON');
    }
    this.#alarms.set(alarm, {
      stateValue,
      stateReason,
      ...(stateReasonData !== undefined && { stateReasonData }),
    });
    return {};
  }

  enableAlarmActions({ alarmNames }: Input<'EnableAlarmActions'>): Output<'EnableAlarmActions'> {
    this.#enable(alarmNames, true);
    return {};
  }

  disableAlarmActions({ alarmNames }: Input<'DisableAlarmActions'>): Output<'DisableAlarmActions'> {
    this.#enable(alarmNames, false);
    return {};
  }

  tagResource({ resourceARN, tags }: Input<'TagResource'>): Output<'TagResource'> {
    const alarm = this.#tagged(resourceARN);
    alarm.tags = withTags(
      alarm.tags,
      tags.map(({ key, value }) => [key, value] as const),
      TAG_RULES,
    );
    return {};
  }

  untagResource({ resourceARN, tagKeys }: Input<'UntagResource'>): Output<'UntagResource'> {
    const alarm = this.#tagged(resourceARN);
    alarm.tags = withoutTags(alarm.tags, tagKeys);
    return {};
  }

  listTagsForResource({ resourceARN }: Input<'ListTagsForResource'>): Output<'ListTagsForResource'> {
    return { tags: [...this.#tagged(resourceARN).tags].map(([key, value]) => ({ key, value })) };
  }

  get #now(): number {
    return epochSeconds(this.simulation);
  }

  get #store() {
    return this.region.world.metrics.store(this.region);
  }

  get #reader(): MetricReader {
    const { region } = this;
    return {
      store: this.#store,
      now: this.#now,
      checkKept: (id, start, end) => region.world.metrics.checkKept(region, id, start, end),
    };
  }

  /** The second of the hour at which a new alarm is evaluated, to the millisecond. */
  #phase(): number {
    return this.model.evaluationSecond ?? this.random('alarms').integer(0, 3_599_999) / 1000;
  }

  #alarmOf(name: string, type: AlarmType): Alarm | undefined {
    const alarm = this.#alarms.find(name);
    if (alarm && alarm.type !== type)
      throw validationError(`The alarm ${name} exists, and is a ${alarm.type}`);
    return alarm;
  }

  /** Makes an alarm, or overwrites its configuration: its tags are then left as they are. */
  #put(
    name: string,
    type: AlarmType,
    configuration: AlarmConfiguration,
    tags: readonly { key: string; value: string }[],
  ): void {
    const old = this.#alarmOf(name, type);
    if (old) this.#alarms.configure(old, configuration);
    const alarm =
      old ??
      new Alarm(
        name,
        this.region.arn('cloudwatch', `alarm:${name}`),
        type,
        configuration,
        withTags(
          new Map(),
          tags.map(({ key, value }) => [key, value] as const),
          TAG_RULES,
        ),
        this.#now,
      );
    if (!old) this.#alarms.add(alarm);
    this.#emit('CloudWatch Alarm Configuration Change', alarm, { operation: old ? 'update' : 'create' });
  }

  #enable(names: readonly string[], enabled: boolean): void {
    for (const name of names) {
      const alarm = this.#alarms.find(name);
      if (alarm) alarm.actionsEnabled = enabled;
    }
  }

  #tagged(arn: string): Alarm {
    const alarm = this.#alarms.find(arn);
    if (alarm?.arn !== arn)
      throw this.error('ResourceNotFoundException', `The resource ${arn} does not exist.`);
    return alarm;
  }

  #emit(detailType: string, alarm: Alarm, more: Record<string, unknown> = {}): void {
    this.region.events.put('aws.cloudwatch', detailType, [alarm.arn], () => ({
      ...alarmData(alarm),
      ...more,
    }));
  }

  #act(alarm: Alarm, arn: string, repeated: boolean): void {
    this.simulation.schedule(this.model.actionLatency, () => {
      const done = this.#runner.run(alarm, arn);
      // AWS's history has an action once, however often it is repeated.
      if (repeated) return;
      done.subscribe({ wake: () => this.#alarms.history.acted(alarm, arn, done.take(), this.#now) });
    });
  }
}

const TAG_RULES: TagRules = {
  limits,
  badKey: (key) => validationError(`The tag key '${key}' is not valid.`),
  badValue: (value, key) => validationError(`The value '${value}' of the tag '${key}' is not valid.`),
  tooMany: (count) => validationError(`An alarm has at most ${limits.tags.max} tags, not ${count}.`),
};

/** An action on an EC2 instance needs to know which. */
function checkEc2Actions(given: MetricAlarmInput): void {
  const all = (['ALARM', 'OK', 'INSUFFICIENT_DATA'] as const).flatMap((state) => actionsFor(given, state));
  const ec2 = all.find((arn) => ec2Action(arn) !== undefined);
  if (ec2 !== undefined && !given.dimensions?.some(({ name }) => name === 'InstanceId')) {
    throw validationError(`Invalid use of EC2 action ${ec2}: the alarm has no dimension InstanceId`);
  }
}

function copied({ name, value }: Dimension): Dimension {
  return { name, value };
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
