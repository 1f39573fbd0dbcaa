import { Checker } from './checker.ts';
import { route53Limits as limits } from '../limits.ts';
import { CHECKER_REGIONS, type HealthCheckConfig } from './config.ts';
import { failureOf, type ProbeOutcome } from './probe.ts';

/** More than this share of the checkers must say healthy, in percent. AWS may change it. */
export const HEALTHY_SHARE = limits.healthyShare.default;

/** Where a check's phases come from, and how many checkers stand in each Region. */
export interface EndpointCheckOptions {
  readonly random: () => number;
  readonly checkersPerRegion?: number;
}

/**
 * A health check of an endpoint: checkers that know nothing of each other, each at its own time.
 * https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html
 */
export class EndpointCheck {
  readonly config: HealthCheckConfig;
  readonly interval: number;
  readonly checkers: readonly Checker[];
  /** When, after the start, each checker makes its first request; then one every interval. Seconds. */
  readonly phases: readonly number[];
  #healthy: number;

  constructor(config: HealthCheckConfig, { random, checkersPerRegion = 2 }: EndpointCheckOptions) {
    const { regions = CHECKER_REGIONS, requestInterval = limits.standardInterval.default } = config;
    const threshold = config.failureThreshold ?? limits.failureThreshold.default;
    this.config = config;
    this.interval = requestInterval;
    const places = regions.flatMap((region) => new Array<string>(checkersPerRegion).fill(region));
    this.checkers = places.map((region) => new Checker(region, threshold));
    this.phases = places.map(() => random() * requestInterval);
    this.#healthy = places.length;
  }

  /** Healthy before there is any data, and as long as more than 18 % of the checkers say so. */
  get isHealthy(): boolean {
    return this.#healthy * 100 > HEALTHY_SHARE * this.checkers.length;
  }

  /** How many checkers say healthy. */
  get healthyCheckers(): number {
    return this.#healthy;
  }

  /** Takes in what became of a checker's request. Answers whether the check's health changed. */
  observe(checker: number, outcome: ProbeOutcome): boolean {
    const before = this.isHealthy;
    const one = this.checkers[checker];
    const failure = failureOf(this.config, outcome);
    if (one) one.failure = failure;
    if (one?.observe(failure === undefined)) this.#healthy += one.isHealthy ? 1 : -1;
    return this.isHealthy !== before;
  }
}
