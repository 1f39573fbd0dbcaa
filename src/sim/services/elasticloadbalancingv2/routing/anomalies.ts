import type { TargetView } from './target-view.ts';

/** How Automatic Target Weights decide. AWS gives the period and the least number of targets; the others are assumed. */
export interface AnomalyParameters {
  /** Seconds between two looks. */
  readonly period: number;
  /** Healthy targets below which nothing is detected. */
  readonly targets: number;
  /** Periods looked back on. */
  readonly periods: number;
  /** How many times the error share of its peers makes a target anomalous. */
  readonly factor: number;
  /** Its own error share below which it is not anomalous, and the requests that it takes to say so at first. */
  readonly share: number;
  readonly requests: number;
  /** By what a weight is multiplied in a period, and divided once the target is normal again; and its floor. */
  readonly step: number;
  readonly floor: number;
}

/** What applies where nothing is set. */
export const anomalyDefaults: AnomalyParameters = {
  period: 5,
  targets: 3,
  periods: 6,
  factor: 3,
  share: 0.05,
  requests: 10,
  step: 0.5,
  floor: 0.1,
};

/** What one target did, a bucket a period. */
interface Record {
  readonly requests: number[];
  readonly errors: number[];
  anomalous: boolean;
}

/**
 * Automatic Target Weights as one node applies them: detection, which is always on, and mitigation, which moves the
 * weights of a group that routes by weighted random. Errors are the target's 5xx and failed connections. Health checks do
 * not count, and health is not touched.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-target-group-attributes.html#automatic-target-weights
 */
export class Anomalies {
  readonly parameters: AnomalyParameters;
  readonly #records = new Map<TargetView, Record>();

  constructor(parameters: Partial<AnomalyParameters> = {}) {
    this.parameters = { ...anomalyDefaults, ...parameters };
  }

  /** A request ended: with a connection error or a 5xx, or well. */
  ended(target: TargetView, failed: boolean): void {
    const record = this.#of(target);
    record.requests[0] = (record.requests[0] ?? 0) + 1;
    if (failed) record.errors[0] = (record.errors[0] ?? 0) + 1;
  }

  /** What DescribeTargetHealth says: the result, and whether mitigation is in effect. */
  of(target: TargetView): {
    readonly Result: 'normal' | 'anomalous';
    readonly MitigationInEffect: 'yes' | 'no';
  } {
    return {
      Result: this.#records.get(target)?.anomalous ? 'anomalous' : 'normal',
      MitigationInEffect: target.weight < 1 ? 'yes' : 'no',
    };
  }

  /** Looks at the healthy targets: to be called every period. Without mitigation the weights stay, or go back to, 1. */
  look(healthy: readonly TargetView[], mitigate: boolean): void {
    const { targets, periods, step, floor } = this.parameters;
    for (const known of this.#records.keys()) if (!healthy.includes(known)) this.#records.delete(known);
    let requests = 0;
    let errors = 0;
    for (const target of healthy) {
      const record = this.#of(target);
      requests += sum(record.requests);
      errors += sum(record.errors);
    }
    for (const target of healthy) {
      const record = this.#of(target);
      record.anomalous = healthy.length >= targets && this.#stands(record, requests, errors);
      if (!mitigate) target.weight = 1;
      else if (record.anomalous) target.weight = Math.max(floor, target.weight * step);
      else target.weight = Math.min(1, target.weight / step);
    }
    for (const { requests, errors } of this.#records.values()) {
      for (const buckets of [requests, errors]) if (buckets.unshift(0) > periods) buckets.pop();
    }
  }

  /** Whether its error share stands out from that of all the others. */
  #stands(record: Record, allRequests: number, allErrors: number): boolean {
    const { factor, share, requests: least } = this.parameters;
    const requests = sum(record.requests);
    const errors = sum(record.errors);
    // The few that a mitigated target still gets do not acquit it, unless they went well.
    if (requests < least && !record.anomalous) return false;
    if (requests === 0) return true;
    if (errors < share * requests) return false;
    const peers = allRequests - requests;
    return peers > 0 && errors * peers > factor * (allErrors - errors) * requests;
  }

  #of(target: TargetView): Record {
    let record = this.#records.get(target);
    if (!record) this.#records.set(target, (record = { requests: [0], errors: [0], anomalous: false }));
    return record;
  }
}

function sum(buckets: readonly number[]): number {
  let sum = 0;
  for (const count of buckets) sum += count;
  return sum;
}
