import type { HealthCheckConfig } from './config.ts';

/** What a CloudWatch check sees in the alarm's data stream; the alarm's own state, which can be set, does not matter. */
export type DataStream = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

/** Reads a metric's data stream into health, and remembers the last that was known. */
export class MetricCheck {
  readonly #config: HealthCheckConfig;
  #last = true;
  #isHealthy = true;

  constructor(config: HealthCheckConfig) {
    this.#config = config;
  }

  get isHealthy(): boolean {
    return this.#isHealthy;
  }

  observe(stream: DataStream): void {
    if (stream === 'INSUFFICIENT_DATA') {
      const { insufficientDataHealthStatus = 'LastKnownStatus' } = this.#config;
      this.#isHealthy =
        insufficientDataHealthStatus === 'LastKnownStatus'
          ? this.#last
          : insufficientDataHealthStatus === 'Healthy';
      return;
    }
    this.#last = stream === 'OK';
    this.#isHealthy = this.#last;
  }
}

/**
 * The status of a health check, from what it found: disabled ones are always healthy, inverted ones the contrary, also
 * of that.
 */
export function statusOf({ disabled = false, inverted = false }: HealthCheckConfig, found: boolean): boolean {
  return (disabled || found) !== inverted;
}

/** Whether enough children of a calculated check are healthy. With threshold 0 always, with one beyond their number never. */
export function calculated(
  { childHealthChecks = [], healthThreshold = 0 }: HealthCheckConfig,
  isHealthy: (id: string) => boolean,
): boolean {
  if (healthThreshold === 0) return true;
  let healthy = 0;
  for (const child of childHealthChecks) if (isHealthy(child)) healthy++;
  return healthy >= healthThreshold;
}
