import type { Region } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import { kinesisShardMetrics, SHARD_METRICS, type KinesisShardMetricName } from './metrics.ts';

/**
 * Enhanced monitoring: metrics by shard, those that are asked for.
 * https://docs.aws.amazon.com/kinesis/latest/APIReference/API_EnableEnhancedMonitoring.html
 */
export class ShardMonitoring {
  readonly #region: Region;
  readonly #stream: string;
  readonly #shards = new Map<string, MetricSet<KinesisShardMetricName>>();
  #on: ReadonlySet<KinesisShardMetricName> = new Set();

  constructor(region: Region, stream: string) {
    this.#region = region;
    this.#stream = stream;
  }

  /** The metrics that are published. */
  get names(): KinesisShardMetricName[] {
    return SHARD_METRICS.filter((name) => this.#on.has(name));
  }

  /** Publishes metrics, or does so no more. */
  set(names: readonly string[], on: boolean): void {
    const wanted = new Set(this.#on);
    for (const name of names.includes('ALL') ? SHARD_METRICS : (names as KinesisShardMetricName[])) {
      if (on) wanted.add(name);
      else wanted.delete(name);
    }
    this.withdraw();
    this.#on = wanted;
  }

  /** Counts for a shard. */
  count({ id }: { readonly id: string }, name: KinesisShardMetricName, value = 1): void {
    if (!this.#on.has(name)) return;
    let metrics = this.#shards.get(id);
    if (!metrics) {
      const names = this.names;
      const shapes = Object.fromEntries(names.map((one) => [one, kinesisShardMetrics[one]]));
      const dimensions = { StreamName: this.#stream, ShardId: id };
      metrics = new MetricSet(this.#region, shapes as typeof kinesisShardMetrics, dimensions);
      this.#shards.set(id, metrics);
    }
    metrics.count(name, value);
  }

  /** Withdraws them. */
  withdraw(): void {
    for (const metrics of this.#shards.values()) metrics.withdraw();
    this.#shards.clear();
  }
}
