import type { HostedZone } from '../records/hosted-zone.ts';
import type { RecordType, ResourceRecordSet } from '../records/record-set.ts';
import type { Outside } from './outside.ts';

/**
 * Which record sets of a zone count as healthy, for the length of one answer.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-complex-configs.html
 */
export class TargetHealth {
  readonly #zone: HostedZone;
  readonly #outside: Outside;
  /** Groups looked at: a tree of aliases may lead to the same one many times, or in a circle. */
  readonly #groups = new Map<string, boolean>();

  constructor(zone: HostedZone, outside: Outside) {
    this.#zone = zone;
    this.#outside = outside;
  }

  /** Without a health check and without Evaluate Target Health, always. */
  isHealthy({ healthCheckId, aliasTarget, type }: ResourceRecordSet): boolean {
    if (healthCheckId !== undefined && !this.#outside.isHealthy(healthCheckId)) return false;
    if (!aliasTarget?.evaluateTargetHealth) return true;
    const { hostedZoneId, dnsName } = aliasTarget;
    if (hostedZoneId === this.#zone.id) return this.#anyHealthy(dnsName, type);
    return this.#outside.resource?.(hostedZoneId, dnsName, type)?.isHealthy ?? false;
  }

  #anyHealthy(name: string, type: RecordType): boolean {
    const key = `${name} ${type}`;
    const known = this.#groups.get(key);
    if (known !== undefined) return known;
    // While it is looked at, it counts as unhealthy: that ends circles.
    this.#groups.set(key, false);
    const healthy = this.#zone.group(name, type).some((set) => this.isHealthy(set));
    this.#groups.set(key, healthy);
    return healthy;
  }
}
