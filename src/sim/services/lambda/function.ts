import type { Limit, Region } from '../../cloud/index.ts';
import { MetricSet } from '../../cloud/metric-set.ts';
import type { RandomStream, Timer } from '../../kernel/index.ts';
import type { Admission } from './admission/admission.ts';
import type { FunctionConcurrency } from './admission/concurrency.ts';
import type { Alias } from './alias.ts';
import type { AsynchronousQueue } from './asynchronous/asynchronous-queue.ts';
import type { InvokeConfig } from './asynchronous/settings.ts';
import type { FunctionPackage } from './code/package.ts';
import { describe, type Configuration, type Standing } from './configuration.ts';
import type { Report } from './environments/life.ts';
import { conflict, functionNotFound } from './errors.ts';
import { lambdaMetrics, type LambdaMetricName } from './metrics.ts';
import type { LambdaModel } from './model.ts';
import { functionArn } from './name.ts';
import type { Output } from './schema.ts';
import type { Statements } from './statements.ts';
import { FunctionVersion } from './version.ts';

/** What the parts of Lambda share: their Region, and what the service as a whole gives them. */
export interface Account {
  readonly region: Region;
  readonly model: LambdaModel;
  readonly admission: Admission;
  readonly functions: Map<string, LambdaFunction>;
  uuid(): string;
  random(purpose: string): RandomStream;
  /** The number of a code: 1 for the first that was handed over. */
  ordinal(code: object): number;
  quota(row: Limit): number;
  /** An invocation has ended. */
  onReport(version: FunctionVersion, report: Report): void;
}

/** What a qualifier names: a version, or an alias of one or two. */
export type Qualified = { readonly version: FunctionVersion; readonly alias?: Alias };

/** A function: `$LATEST`, what was published of it, and what is set on it. */
export class LambdaFunction {
  readonly account: Account;
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
  tags = new Map<string, string>();
  recursiveLoop: 'Allow' | 'Terminate' = 'Terminate';
  #state: Standing['state'] = 'Pending';
  #update: Standing['update'];
  #timer: Timer | undefined;
  #due: (() => void) | undefined;
  #published = 0;
  deleted = false;

  constructor(
    account: Account,
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
    this.versions.set(number, version);
    return version;
  }

  /** Whether `$LATEST` is still what was published last. */
  sinceLast({ configuration, code }: FunctionVersion): boolean {
    const { latest } = this;
    const same = (c: Configuration) =>
      JSON.stringify({ ...c, description: '', revisionId: '', lastModified: '' });
    return latest.code === code && same(latest.configuration) === same(configuration);
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
    for (const version of [this.latest, ...this.versions.values()]) version.renew();
    for (const qualifier of [...this.concurrency.provisionedBy.keys()])
      admission.account.withdraw(this.name, qualifier);
    admission.account.reserve(this.name, undefined);
    this.metrics.withdraw();
  }
}
