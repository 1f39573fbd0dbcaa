import type { Model } from './schema.ts';
import type * as aws from './schema.ts';

/** The health of one instance, as one node finds it: it enters by its healthy threshold, and leaves by the unhealthy one. */
export class InstanceHealth {
  /** Whether it gets requests. */
  inService = false;
  /** Whether it has ever been in service. */
  #known = false;
  #passes = 0;
  #failures = 0;

  /** A check ended. */
  checked(passed: boolean, { healthyThreshold, unhealthyThreshold }: Model<aws.HealthCheck>): void {
    this.#passes = passed ? this.#passes + 1 : 0;
    this.#failures = passed ? 0 : this.#failures + 1;
    if (this.#passes >= healthyThreshold) this.inService = this.#known = true;
    if (this.#failures >= unhealthyThreshold) {
      this.inService = false;
      this.#known = true;
    }
  }

  /** What DescribeInstanceHealth says. */
  describe(instanceId: string): Model<aws.InstanceState> {
    if (this.inService) return { instanceId, state: 'InService', reasonCode: 'N/A', description: 'N/A' };
    const description = this.#known
      ? 'Instance has failed at least the UnhealthyThreshold number of health checks consecutively.'
      : 'Instance registration is still in progress.';
    return { instanceId, state: 'OutOfService', reasonCode: this.#known ? 'Instance' : 'ELB', description };
  }
}
