import { Metric, type Dimensions, type MetricShape, type Region } from '../../cloud/index.ts';

const NAMES = [
  'TriggeredRules',
  'MatchedEvents',
  'Invocations',
  'FailedInvocations',
  'InvocationAttempts',
  'SuccessfulInvocationAttempts',
  'RetryInvocationAttempts',
  'InvocationsSentToDlq',
  'InvocationsFailedToBeSentToDlq',
  'IngestionToInvocationStartLatency',
] as const;

/** The name of a metric of a rule. */
export type EventBridgeMetricName = (typeof NAMES)[number];

/**
 * The metrics that EventBridge publishes for a rule, once a minute.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html (checked 2026-11-28)
 */
export const eventBridgeMetrics = Object.fromEntries(
  NAMES.map((name): [EventBridgeMetricName, MetricShape] => {
    const time = name.endsWith('Latency');
    return [
      name,
      {
        namespace: 'AWS/Events',
        name,
        unit: time ? 'Milliseconds' : 'Count',
        period: 60,
        statistic: time ? 'Average' : 'Sum',
      },
    ];
  }),
) as Readonly<Record<EventBridgeMetricName, MetricShape>>;

/** The metrics of one rule. */
export class RuleMetrics {
  readonly #region: Region;
  readonly #all = new Map<EventBridgeMetricName, Metric>();

  /** Publishes them. */
  constructor(region: Region, dimensions: Dimensions) {
    this.#region = region;
    for (const name of NAMES) {
      const metric = new Metric(eventBridgeMetrics[name], dimensions, region, () => true);
      this.#all.set(name, region.world.metrics.publish(metric));
    }
  }

  /** The metric of that name. */
  get(name: EventBridgeMetricName): Metric {
    return this.#all.get(name)!;
  }

  /** Counts one event, or adds a value. */
  count(name: EventBridgeMetricName, value = 1): void {
    this.get(name).add(value);
  }

  /** Withdraws them: the rule is gone. */
  withdraw(): void {
    for (const metric of this.#all.values()) this.#region.world.metrics.withdraw(metric);
  }
}
