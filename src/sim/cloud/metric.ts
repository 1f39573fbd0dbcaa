import type { Series } from './series.ts';

/** How a period's values become one: CloudWatch's statistics. */
export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum';

/** What a service publishes under one name, as its documentation lists it. */
export interface MetricShape {
  /** `AWS/SQS`. */
  namespace: string;
  /** `NumberOfMessagesSent`. */
  name: string;
  /** What its values count. */
  unit: 'Count' | 'Seconds' | 'Bytes' | 'Percent';
  /** How often the service publishes it, in seconds. */
  period: number;
  /** The statistic that says most about it. */
  statistic: Statistic;
}

/** What tells the metrics of one name apart: `{ QueueName: 'jobs' }`. */
export type Dimensions = Readonly<Record<string, string>>;

/**
 * One metric of one resource, as CloudWatch names it.
 *
 * A resource reports to it what happens (`add`), or is asked once a period how it stands (`read`). Nothing is
 * kept unless a series is attached, so an unwatched metric costs nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export class Metric {
  /** What is the same for all metrics of this name. */
  readonly shape: MetricShape;
  /** Which resource it is of. */
  readonly dimensions: Dimensions;
  /** The code of its Region. */
  readonly region: string;
  /** How a gauge stands now; undefined where the service would publish nothing. Absent on what is counted. */
  readonly read: (() => number | undefined) | undefined;
  /** Whether the service publishes at all now: a counter then gives 0 for a period without events. */
  readonly active: () => boolean;
  #series: Series[] | undefined;

  /** Made by `MetricSink.publish`. */
  constructor(
    shape: MetricShape,
    dimensions: Dimensions,
    region: string,
    active: () => boolean,
    read?: () => number | undefined,
  ) {
    this.shape = shape;
    this.dimensions = dimensions;
    this.region = region;
    this.active = active;
    this.read = read;
  }

  /** Reports a value at this instant: 1 for an event, or a size. */
  add(value: number): void {
    if (this.#series !== undefined) for (const series of this.#series) series.add(value);
  }

  /** @internal Keeps what is reported from now on. */
  attach(series: Series): void {
    (this.#series ??= []).push(series);
  }
}
