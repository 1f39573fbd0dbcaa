import { Metric, type Region } from '../../cloud/index.ts';
import { epochSeconds } from '../../cloud/epoch.ts';
import type { Timer, Yieldable } from '../../kernel/index.ts';
import type { Dns } from './dns.ts';
import { dataStreamOf, type AlarmSettings } from './health/alarm-data.ts';
import { checkerPlace, probe } from './health/prober.ts';
import { asksEndpoint, calculated, EndpointCheck, MetricCheck, statusOf, type Checker, type HealthCheckConfig } from './health/index.ts'; // prettier-ignore
import { route53Metrics } from './metrics.ts';

/**
 * A health check at work. Of an endpoint: its checkers ask, each at its own time, from their Regions; of an alarm: it reads
 * the metric once a period of the alarm; a calculated one looks at others when it is asked.
 */
export class HealthCheck {
  /** Its id: a UUID. */
  readonly id: string;
  /** Made with the check; the same one again makes no second check. */
  readonly callerReference: string;
  /** Grows by one with each update. */
  version = 1;
  /** Its tags. */
  tags: ReadonlyMap<string, string> = new Map();
  /** When its status changed, and to what. */
  readonly changes: { readonly at: number; readonly isHealthy: boolean }[] = [];
  readonly #dns: Dns;
  readonly #region: Region;
  readonly #metrics: readonly Metric[];
  #config: HealthCheckConfig;
  #endpoint: EndpointCheck | undefined;
  #alarm: { readonly settings: AlarmSettings; readonly region: Region; readonly check: MetricCheck } | undefined; // prettier-ignore
  #timers: Timer[] = [];
  #before = true;

  /** Made by `Route53`. `region` is us-east-1: where its metrics are. */
  constructor(dns: Dns, region: Region, id: string, callerReference: string, config: HealthCheckConfig) {
    this.#dns = dns;
    this.#region = region;
    this.id = id;
    this.callerReference = callerReference;
    this.#config = config;
    const publish = (shape: (typeof route53Metrics)[keyof typeof route53Metrics], read: () => number) =>
      region.world.metrics.publish(new Metric(shape, { HealthCheckId: id }, region, () => true, read));
    const { healthCheckStatus, healthCheckPercentageHealthy, childHealthCheckHealthyCount } = route53Metrics;
    this.#metrics = [
      publish(healthCheckStatus, () => (this.isHealthy ? 1 : 0)),
      ...(asksEndpoint(config) ? [publish(healthCheckPercentageHealthy, () => this.#percentage)] : []),
      ...(config.type === 'CALCULATED' ? [publish(childHealthCheckHealthyCount, () => this.#healthyChildren)] : []), // prettier-ignore
    ];
  }

  /** What it was made with, and updated to. */
  get config(): HealthCheckConfig {
    return this.#config;
  }

  /** Its status: what Route 53 goes by when it chooses an answer. */
  get isHealthy(): boolean {
    return statusOf(this.#config, this.#found());
  }

  /** How many checkers say healthy, of an endpoint. */
  get healthyCheckers(): number {
    return this.#endpoint?.healthyCheckers ?? 0;
  }

  /** Its checkers: where each stands, what it says, and why its last request failed. */
  get checkers(): readonly Checker[] {
    return this.#endpoint?.checkers ?? [];
  }

  /** The metric `HealthCheckStatus`: 1 or 0, in us-east-1. */
  get metric(): Metric {
    return this.#metrics[0]!;
  }

  /** @internal Begins, or begins anew with another configuration. */
  start(config: HealthCheckConfig, alarm?: { settings: AlarmSettings; region: Region }): void {
    this.stop();
    this.#config = config;
    this.#endpoint = undefined;
    this.#alarm = alarm && { ...alarm, check: new MetricCheck(config) };
    if (config.disabled) return;
    if (alarm) this.#watch();
    if (asksEndpoint(config)) this.#probe();
  }

  /** @internal Its checkers ask no more. */
  stop(): void {
    for (const timer of this.#timers) timer.cancel();
    this.#timers = [];
  }

  /** @internal It is deleted. */
  withdraw(): void {
    this.stop();
    for (const metric of this.#metrics) this.#region.world.metrics.withdraw(metric);
  }

  /** The alarm that it reads. */
  get alarm(): AlarmSettings | undefined {
    return this.#alarm?.settings;
  }

  get #percentage(): number {
    const { checkers, healthyCheckers } = this;
    return checkers.length === 0 ? 100 : (100 * healthyCheckers) / checkers.length;
  }

  get #healthyChildren(): number {
    const { childHealthChecks = [] } = this.#config;
    return childHealthChecks.filter((id) => this.#dns.checks.get(id)?.isHealthy ?? true).length;
  }

  #found(): boolean {
    if (this.#config.type === 'CALCULATED')
      return calculated(this.#config, (id) => this.#dns.checks.get(id)?.isHealthy ?? true);
    // Healthy until there is data.
    return this.#alarm?.check.isHealthy ?? this.#endpoint?.isHealthy ?? true;
  }

  #note(): void {
    const { isHealthy } = this;
    if (isHealthy === this.#before) return;
    this.#before = isHealthy;
    const { simulation } = this.#dns.world;
    this.changes.push({ at: simulation.now, isHealthy });
    simulation.trace.add(`health check ${this.id}`, isHealthy ? 'healthy' : 'unhealthy', this.#percentage);
  }

  #watch(): void {
    const { settings, region, check } = this.#alarm!;
    const { simulation } = this.#dns.world;
    const read = (): void => {
      check.observe(dataStreamOf(region, settings, epochSeconds(simulation)));
      this.#note();
      this.#timers[0] = simulation.timer(settings.period, read);
    };
    this.#timers[0] = simulation.timer(settings.period, read);
  }

  #probe(): void {
    const { world, model } = this.#dns;
    const { simulation, faults } = world;
    const random = simulation.random(`route53/checkers/${this.id}`);
    const { checkersPerRegion } = model;
    const check = new EndpointCheck(this.#config, { random: () => random.next(), checkersPerRegion });
    this.#endpoint = check;
    check.checkers.forEach(({ region }, i) => {
      faults.lies(checkerPlace(region), region);
      const ask = (): void => {
        this.#timers[i] = simulation.timer(check.interval, ask);
        void simulation.process(() => this.#ask(check, i, region), `health checker in ${region}`);
      };
      this.#timers[i] = simulation.timer(check.phases[i]!, ask);
    });
  }

  *#ask(check: EndpointCheck, checker: number, region: string): Generator<Yieldable, void, never> {
    const outcome = yield* probe(this.#dns.world, this.#config, region, () => this.#resolve(region));
    // Meanwhile it may have been deleted or updated.
    if (check !== this.#endpoint) return;
    check.observe(checker, outcome);
    this.#note();
  }

  /** The address of a check by domain name: IPv4 alone, asked for each time. */
  #resolve(region: string): string | undefined {
    const name = this.#config.fullyQualifiedDomainName;
    return name === undefined ? undefined : this.#dns.addressOf(name, region);
  }
}
