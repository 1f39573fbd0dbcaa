/** How a period's values become one: the statistics that CloudWatch answers from a count, a sum and two extremes. */
export type Statistic = 'SampleCount' | 'Sum' | 'Average' | 'Minimum' | 'Maximum';

/**
 * What a value counts.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html (checked 2026-11-28)
 */
export type MetricUnit =
  | 'Seconds'
  | 'Microseconds'
  | 'Milliseconds'
  | 'Bytes'
  | 'Kilobytes'
  | 'Megabytes'
  | 'Gigabytes'
  | 'Terabytes'
  | 'Bits'
  | 'Kilobits'
  | 'Megabits'
  | 'Gigabits'
  | 'Terabits'
  | 'Percent'
  | 'Count'
  | 'Bytes/Second'
  | 'Kilobytes/Second'
  | 'Megabytes/Second'
  | 'Gigabytes/Second'
  | 'Terabytes/Second'
  | 'Bits/Second'
  | 'Kilobits/Second'
  | 'Megabits/Second'
  | 'Gigabits/Second'
  | 'Terabits/Second'
  | 'Count/Second'
  | 'None';

/** What a service publishes under one name, as its documentation lists it. */
export interface MetricShape {
  /** `AWS/SQS`. */
  namespace: string;
  /** `NumberOfMessagesSent`. */
  name: string;
  /** What its values count. */
  unit: MetricUnit;
  /** How often the service publishes it, in seconds. */
  period: number;
  /** The statistic that says most about it. */
  statistic: Statistic;
  /**
   * Whether `read` gives a running total, such as bytes sent or busy time: the value of a period is then the growth of
   * the total in that period. Default false: `read` gives a level, and the value of a period is the level at its start.
   */
  cumulative?: boolean;
}

/** Distinguishes the metrics of one name: `{ QueueName: 'jobs' }`. */
export type Dimensions = Readonly<Record<string, string>>;

/** A Region of an account: `Region` is one. A code alone stands for the Region of the cloud's own account. */
export type MetricPlace = string | { readonly name: string; readonly account: string };

/** Takes the values of a metric: a recording, the history in the metric store, a metric of a whole group. */
export interface MetricListener {
  /** Takes a value at this instant, or at `ago` seconds before it. */
  add(value: number, ago?: number): void;
  /** A period of the metric is over: all its values have come. */
  endPeriod(): void;
}

/**
 * One metric of one resource, as CloudWatch names it.
 *
 * A resource reports what happens (`add`), or is asked once a period for a level or a total (`read`). Nothing is kept
 * and nothing is read unless somebody listens, so an unwatched metric costs nothing.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 */
export class Metric {
  /** What is the same for all metrics of this name. */
  readonly shape: MetricShape;
  /** Which resource it belongs to. */
  readonly dimensions: Dimensions;
  /** The code of its Region. */
  readonly region: string;
  /** Its account; undefined for the cloud's own. */
  readonly account: string | undefined;
  /**
   * The level or total now; undefined while the service would publish nothing. Absent on a counter. A read changes
   * nothing: there may be several in a period.
   */
  readonly read: (() => number | undefined) | undefined;
  /** Whether the service publishes at all now: a counter then gives 0 for a period without events. */
  readonly active: () => boolean;
  /** @internal Set by `MetricSink.withdraw`: the metric is read no more. */
  withdrawn = false;
  #listeners: MetricListener[] | undefined;
  #parts: Set<Metric> | undefined;
  #forward: MetricListener | undefined;
  #total: number | undefined;

  /** Made by the services, and announced by `MetricSink.publish`. */
  constructor(
    shape: MetricShape,
    dimensions: Dimensions,
    place: MetricPlace,
    active: () => boolean,
    read?: () => number | undefined,
  ) {
    this.shape = shape;
    this.dimensions = dimensions;
    this.region = typeof place === 'string' ? place : place.name;
    this.account = typeof place === 'string' ? undefined : place.account;
    this.active = active;
    this.read = read;
  }

  /** Reports a value at this instant: 1 for an event, or a size. */
  add(value: number): void {
    if (this.#listeners !== undefined) for (const listener of this.#listeners) listener.add(value);
  }

  /** Whether anybody listens. */
  get watched(): boolean {
    return this.#listeners !== undefined;
  }

  /**
   * Metrics whose every value is a value of this one too, as with the instances of an Auto Scaling group: CloudWatch
   * aggregates nothing over dimensions, the publisher does.
   * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#dimension-combinations
   */
  get parts(): Iterable<Metric> {
    return this.#parts ?? [];
  }

  /** Makes another metric a part of this one, until `removePart`. Both have one period. */
  addPart(part: Metric): void {
    if (part.shape.period !== this.shape.period) {
      throw new RangeError(
        `${part.shape.name} comes every ${part.shape.period} s, the metric of the whole every ${this.shape.period} s.`,
      );
    }
    (this.#parts ??= new Set()).add(part);
    if (this.#forward) part.attach(this.#forward);
  }

  /** Ends what `addPart` began. */
  removePart(part: Metric): void {
    if (this.#parts?.delete(part) && this.#forward) part.detach(this.#forward);
  }

  /** @internal Gives a listener every value from now on. The metric's sampler has to know that the metric is watched. */
  attach(listener: MetricListener): void {
    if (this.#listeners === undefined) this.#begin();
    (this.#listeners ??= []).push(listener);
  }

  /** @internal */
  detach(listener: MetricListener): void {
    const rest = this.#listeners?.filter((other) => other !== listener) ?? [];
    this.#listeners = rest.length > 0 ? rest : undefined;
  }

  /** @internal A listener came at the very start of a period: gives it the level, or takes down the total. */
  startPeriod(listener: MetricListener): void {
    const value = this.read?.();
    if (this.shape.cumulative) this.#total ??= value;
    else if (value !== undefined) listener.add(value);
  }

  /** @internal First step at the end of a period: the growth of a total belongs to the period that is over. */
  sampleGrowth(): void {
    if (!this.shape.cumulative || this.read === undefined || this.withdrawn) return;
    const total = this.read();
    const growth = total === undefined || this.#total === undefined ? undefined : total - this.#total;
    this.#total = total;
    if (growth !== undefined) this.#give(growth, this.shape.period);
  }

  /** @internal Second step: the period is over. */
  endPeriod(): void {
    if (this.#listeners !== undefined) for (const listener of this.#listeners) listener.endPeriod();
  }

  /** @internal Third step: a level belongs to the period that begins. */
  sampleLevel(): void {
    if (this.shape.cumulative || this.read === undefined || this.withdrawn) return;
    const level = this.read();
    if (level !== undefined) this.#give(level);
  }

  /** The first listener has come: a total of before is not known, and a part's values are wanted from now on. */
  #begin(): void {
    this.#total = undefined;
    if (this.#forward) return;
    this.#forward = { add: (value, ago) => this.#give(value, ago), endPeriod: () => {} };
    for (const part of this.parts) part.attach(this.#forward);
  }

  #give(value: number, ago?: number): void {
    if (this.#listeners !== undefined) for (const listener of this.#listeners) listener.add(value, ago);
  }
}
