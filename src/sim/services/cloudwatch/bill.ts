import type { Price, Usage } from '../../cloud/index.ts';
import { keyOf, type MetricId } from '../../cloud/metrics/metric-id.ts';
import type { Alarm } from './alarms/alarm.ts';
import type { MetricAlarmInput } from './alarms/check-metric-alarm.ts';
import { metricsOf } from './math/queries.ts';
import * as prices from './prices.ts';

/** Hours of a month: AWS prorates monthly prices by the hour. */
const MONTH = 730;

/** Counts what CloudWatch charges for in one Region. */
export class Bill {
  readonly #usage: (price: Price) => Usage;
  /** Metrics with new data in the present hour. */
  readonly #metrics = new Set<string>();
  #hour = -1;

  constructor(usage: (price: Price) => Usage) {
    this.#usage = usage;
  }

  /** A request other than GetMetricData. */
  request(): void {
    this.#usage(prices.apiRequests).add(1);
  }

  /** A GetMetricData with so many metrics. */
  requested(metrics: number): void {
    this.#usage(prices.requestedMetrics).add(metrics);
  }

  /** Data came to a custom metric at that time, in seconds since 1970. */
  published(metric: MetricId, now: number): void {
    const hour = Math.floor(now / 3600);
    if (hour !== this.#hour) this.#metrics.clear();
    this.#hour = hour;
    const key = keyOf(metric);
    if (this.#metrics.has(key)) return;
    this.#metrics.add(key);
    this.#usage(prices.customMetrics).add(1 / MONTH);
  }

  /** An alarm was there for so many seconds. */
  stood({ type, configuration }: Alarm, seconds: number): void {
    const { metrics, period = 60 } = configuration.given as MetricAlarmInput;
    const share = seconds / (MONTH * 3600);
    if (type === 'CompositeAlarm') this.#usage(prices.compositeAlarms).add(share);
    else {
      const price = period < 60 ? prices.highResolutionAlarms : prices.standardAlarms;
      this.#usage(price).add(share * (metrics ? metricsOf(metrics).length : 1));
    }
  }
}
