import { MetricSet } from '../../cloud/metric-set.ts';
import type { Timer } from '../../kernel/index.ts';
import type { AccountServices } from './account.ts';
import type { FunctionConcurrency } from './admission/concurrency.ts';
import type { Alias } from './alias.ts';
import type { AsynchronousQueue } from './asynchronous/asynchronous-queue.ts';
import type { InvokeConfig } from './asynchronous/settings.ts';
import type { ProvisionedConfig } from './provisioned-config.ts';
import type { FunctionPackage } from './code/package.ts';
import { describe, type Configuration, type Standing } from './configuration.ts';
import { conflict, functionNotFound } from './errors.ts';
import { lambdaMetrics, type LambdaMetricName } from './metrics.ts';
import { functionArn } from './name.ts';
import type { Output } from './schema.ts';
import type { Statements } from './statements.ts';
import type { FunctionUrl } from './function-url.ts';
import { FunctionVersion } from './version.ts';

/** The same with the functions that are there. */
export interface Account extends AccountServices {
  readonly functions: Map<string, LambdaFunction>;
}

/** What a qualifier names: a version, or an alias of one or two. */
export type Qualified = { readonly version: FunctionVersion; readonly alias?: Alias };

/** A function: `$LATEST`, what was published of it, and what is set on it. */
export class LambdaFunction {
  readonly account: AccountServices;
  readonly name: string;
  readonly arn: string;
  readonly latest: FunctionVersion;
  readonly versions = new Map<string, FunctionVersion>();
  readonly aliases = new Map<string, Alias>();
  readonly concurrency: FunctionConcurrency;
  readonly metrics: MetricSet<LambdaMetricName>;
  /** Resource-based policies, by qualifier; that of the function itself by ''. */
  readonly policies = new Map<string, Statements>();
  /** How asynchronous events are retried, by qualifier. */
  readonly invokeConfigs = new Map<string, InvokeConfig>();
  /** What waits for asynchronous invocations, by qualifier. */
  readonly queues = new Map<string, AsynchronousQueue>();
  /** Function URLs, by alias; that of the function itself by ''. */
  readonly urls = new Map<string, FunctionUrl>();
  /** Provisioned concurrency, by qualifier. */
  readonly provisioned = new Map<string, ProvisionedConfig>();
  tags = new Map<string, string>();
  /** Whether a loop that it runs in is stopped. https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html */
  recursiveLoop: 'Allow' | 'Terminate' = 'Terminate';
  #state: Standing['state'] = 'Pending';
  #update: Standing['update'];
  #timer: Timer | undefined;
  #due: (() => void) | undefined;
  #published = 0;
  deleted = false;

  constructor(
    account: AccountServices,
    name: string,
    configuration: Configuration,
    code: FunctionPackage | undefined,
  ) {
    const { region, admission } = account;
    this.account = account;
    this.name = name;
    this.arn = functionArn(region, name);
    this.latest = new FunctionVersion(this, '$LATEST', configuration, code);
    this.concurrency = admission.account.of(name);
    this.metrics = new MetricSet(region, lambdaMetrics, { FunctionName: name });
  }

  /** Comes to life after some time; answers how it is described until then. */
  begin(seconds: number): Output<'CreateFunction'> {
    const answer = this.describe(this.latest);
    this.#in(seconds, () => {
      this.#state = 'Active';
      this.#update = 'Successful';
      this.#revise();
    });
    return answer;
  }

  /** Changes `$LATEST`; the change takes some time, in which no other may begin. */
  change(seconds: number, configuration: Configuration, code: FunctionPackage | undefined): void {
    this.#update = 'InProgress';
    this.latest.configuration = configuration;
    this.latest.code = code;
    this.#in(seconds, () => {
      this.#update = 'Successful';
      this.latest.renew();
      this.#revise();
    });
  }

  #in(seconds: number, then: () => void): void {
    const { simulation } = this.account.region.world;
    if (seconds > 0) this.#timer = simulation.timer(seconds, then);
    else this.#due = then;
  }

  /** What takes no time is done as soon as anybody asks. */
  settle(): void {
    const due = this.#due;
    this.#due = undefined;
    due?.();
  }

  #revise(): void {
    const { latest } = this;
    latest.configuration = { ...latest.configuration, revisionId: this.account.uuid() };
  }

  /** Publishes what `$LATEST` is now as a version, which never changes. */
  publish(description: string | undefined): FunctionVersion {
    const number = String(++this.#published);
    const { configuration, code } = this.latest;
    const frozen = {
      ...configuration,
      description: description ?? configuration.description,
      revisionId: this.account.uuid(),
    };
    const version = new FunctionVersion(this, number, frozen, code);
    version.origin = configuration;
    this.versions.set(number, version);
    return version;
  }

  /** Shares out what is provisioned: an alias's to its version, or to its two by their weights. */
  allocate(): void {
    const counts = new Map<FunctionVersion, number>();
    const add = (name: string, count: number) => {
      const version = this.versions.get(name);
      if (version && count > 0) counts.set(version, (counts.get(version) ?? 0) + count);
    };
    for (const [qualifier, { count }] of this.provisioned) {
      const alias = this.aliases.get(qualifier);
      if (!alias) add(qualifier, count);
      else {
        const [second, weight = 0] = Object.entries(alias.weights ?? {})[0] ?? [];
        const share = Math.round(count * weight);
        add(alias.routing.version, count - share);
        if (second !== undefined) add(second, share);
      }
    }
    for (const version of this.versions.values()) version.provision(counts.get(version) ?? 0);
  }

  /** Gives back what is provisioned for a qualifier; nothing where nothing is. */
  giveBack(qualifier: string): void {
    const config = this.provisioned.get(qualifier);
    if (!config) return;
    config.billed.stop();
    this.provisioned.delete(qualifier);
    this.account.admission.account.withdraw(this.name, qualifier);
    this.allocate();
  }

  /** Whether `$LATEST` is still what was published as that version. */
  unchangedSince({ origin, code }: FunctionVersion): boolean {
    const { latest } = this;
    const same = (c: Configuration | undefined) => JSON.stringify({ ...c, revisionId: '', lastModified: '' });
    return latest.code === code && same(latest.configuration) === same(origin);
  }

  /** The version or alias of that name. @throws ResourceNotFoundException */
  find(qualifier: string | undefined): Qualified {
    if (qualifier === undefined || qualifier === '$LATEST') return { version: this.latest };
    const version = this.versions.get(qualifier);
    if (version) return { version };
    const alias = this.aliases.get(qualifier);
    const pointed = alias && this.versions.get(alias.routing.version);
    if (alias) return { version: pointed ?? this.latest, alias };
    throw functionNotFound(`${this.arn}:${qualifier}`);
  }

  /** How the function stands. */
  get standing(): Standing {
    this.settle();
    return { state: this.#state, update: this.#update };
  }

  /** Refuses changes while one is under way. */
  checkChangeable(): void {
    const { state, update } = this.standing;
    if (state === 'Pending')
      throw conflict(
        `The operation cannot be performed at this time. The function is currently in the following state: ${state}`,
      );
    if (update === 'InProgress')
      throw conflict(
        `The operation cannot be performed at this time. An update is in progress for resource: ${this.arn}`,
      );
  }

  /** Refuses calls while the function is not active. */
  checkInvocable(): void {
    const { state } = this.standing;
    if (state === 'Active') return;
    throw conflict(
      `The operation cannot be performed at this time. The function is currently in the following state: ${state}`,
    );
  }

  /** A version as AWS describes it, under the name that was asked for. */
  describe(version: FunctionVersion, qualifier?: string): Output<'GetFunctionConfiguration'> {
    const { region } = this.account;
    const standing: Standing =
      version === this.latest
        ? { state: this.#state, update: this.#update }
        : { state: 'Active', update: 'Successful' };
    const arn = qualifier === undefined ? version.arn : `${this.arn}:${qualifier}`;
    return describe(
      this.name,
      arn,
      version.version,
      version.configuration,
      standing,
      region.partition,
      region.name,
    );
  }

  /** Takes it away: what runs comes to its end. */
  delete(): void {
    this.deleted = true;
    this.#timer?.cancel();
    const { admission } = this.account;
    for (const qualifier of [...this.provisioned.keys()]) this.giveBack(qualifier);
    for (const version of [this.latest, ...this.versions.values()]) version.renew();
    admission.account.reserve(this.name, undefined);
    this.metrics.withdraw();
  }
}
