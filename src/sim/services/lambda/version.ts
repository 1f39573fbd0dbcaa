import { NotModelled, type Price, type Usage } from '../../cloud/index.ts';
import type { MetricSet } from '../../cloud/metric-set.ts';
import type { AccountServices } from './account.ts';
import type { Grant } from './admission/admission.ts';
import type { FunctionConcurrency } from './admission/concurrency.ts';
import type { FunctionPackage } from './code/package.ts';
import { Runtime } from './code/runtime.ts';
import type { Call } from './environments/code.ts';
import { gbSeconds } from './environments/compute.ts';
import type { Environment, Phase } from './environments/environment.ts';
import { EnvironmentPool } from './environments/pool.ts';
import type { InvokeResult } from './invocation.ts';
import { Invoker } from './invoker.ts';
import { continued, lineageName } from './lineage.ts';
import { FunctionLog } from './log.ts';
import type { LambdaMetricName } from './metrics.ts';
import { lambdaPrices } from './prices.ts';
import type { Configuration } from './configuration.ts';

/** The function that a version is of, as far as the version needs it. */
export interface FunctionOwner {
  readonly name: string;
  readonly arn: string;
  readonly account: AccountServices;
  readonly metrics: MetricSet<LambdaMetricName>;
  readonly concurrency: FunctionConcurrency;
}

/** One version of a function: `$LATEST`, which changes, or a published one, which never does. */
export class FunctionVersion {
  readonly fn: FunctionOwner;
  /** `$LATEST` or a number. */
  readonly version: string;
  configuration: Configuration;
  /** What `$LATEST` was when it was published. */
  origin: Configuration | undefined;
  /** Undefined for a package from elsewhere, which can't run here. */
  code: FunctionPackage | undefined;
  #invoker: Invoker | undefined;
  /** The invoker is the version's own while its code and settings stay. */
  #provisioned = 0;
  #duration!: Usage;
  #onPhase: ((environment: Environment, phase: Phase) => void)[] = [];

  constructor(
    fn: FunctionOwner,
    version: string,
    configuration: Configuration,
    code: FunctionPackage | undefined,
  ) {
    this.fn = fn;
    this.version = version;
    this.configuration = configuration;
    this.code = code;
  }

  /** The ARN: that of `$LATEST` is the function's own. */
  get arn(): string {
    return this.version === '$LATEST' ? this.fn.arn : `${this.fn.arn}:${this.version}`;
  }

  /** Calls back at each phase of an environment from now on. */
  onPhase(listener: (environment: Environment, phase: Phase) => void): void {
    this.#onPhase.push(listener);
  }

  /** Its execution environments. */
  get pool(): EnvironmentPool {
    return this.#ready().pool;
  }

  /** Asks for that many provisioned environments in place of those that it has. */
  provision(count: number): void {
    if (count === this.#provisioned) return;
    this.#provisioned = count;
    this.pool.provisioned.allocate(count);
  }

  /** Its code or settings are others from now on: the environments of before go. */
  renew(): void {
    const before = this.#invoker;
    this.#invoker = undefined;
    before?.pool.onDemand.retire();
  }

  /** Calls it; `done` hears what came of it: at once where it is throttled. */
  call(call: Call, done: (result: InvokeResult) => void): void {
    this.#ready().call(call, done);
  }

  #ready(): Invoker {
    return (this.#invoker ??= this.#make());
  }

  #make(): Invoker {
    const { fn, configuration, version } = this;
    const { region, model, admission } = fn.account;
    const { simulation } = region.world;
    const { timeout, memorySize, environment, snapStart } = configuration;
    if (!this.code)
      throw new NotModelled(
        'AWS Lambda',
        `code in a file (${fn.name}): hand the function over, code: () => handler`,
      );
    const log = new FunctionLog(this);
    const runtime = new Runtime(simulation, this.code, {
      name: fn.name,
      memorySize,
      environment: environment ?? {},
      initDuration: model.initDuration,
      duration: model.duration,
      restoreDuration: model.restoreDuration,
      snapStart: snapStart === 'PublishedVersions' && version !== '$LATEST',
      context: ({ requestId, invokedArn }, { id }) => {
        const logStreamName = this.#logStream(id);
        log.start(logStreamName, requestId);
        return {
          functionName: fn.name,
          functionVersion: version,
          invokedFunctionArn: invokedArn,
          memoryLimitInMB: String(memorySize),
          awsRequestId: requestId,
          logGroupName: configuration.logging.logGroup,
          logStreamName,
          log: (message) => log.print(logStreamName, requestId, message),
        };
      },
      traceHeader: ({ traceHeader, requestId }) =>
        continued(traceHeader, lineageName(fn.arn), { epochMillis: simulation.epochMillis, requestId }),
    });
    const pool = new EnvironmentPool(
      simulation,
      runtime,
      { timeout, memorySize },
      model.environments,
      (environment, phase) => {
        for (const listener of this.#onPhase) listener(environment, phase);
      },
    );
    const arm = configuration.architecture === 'arm64';
    const { meter } = region.world;
    const usage = (price: Price) => meter.usage(price);
    this.#duration = usage(arm ? lambdaPrices.arm : lambdaPrices.x86);
    const requests = usage(lambdaPrices.requests);
    const { metrics, concurrency } = fn;
    return new Invoker(admission, concurrency, version, pool, {
      admitted: (grant) => {
        requests.add(1);
        metrics.count('Invocations');
        metrics.count('ConcurrentExecutions', concurrency.running + concurrency.runningProvisioned);
        if (pool.provisioned.size > 0)
          metrics.count(
            grant === 'on-demand'
              ? 'ProvisionedConcurrencySpilloverInvocations'
              : 'ProvisionedConcurrencyInvocations',
          );
      },
      throttled: () => metrics.count('Throttles'),
      ended: (result, grant) => {
        this.#ended(result, grant, usage);
        const { report, requestId } = result;
        if (report) log.end(this.#logStream(report.environment.id), requestId, report);
      },
    });
  }

  #ended(result: InvokeResult, grant: Grant, usage: (price: Price) => Usage): void {
    const { report } = result;
    const { metrics } = this.fn;
    if (!report || report.outcome.status !== 'succeeded') metrics.count('Errors');
    if (!report) return;
    metrics.count('Duration', report.duration / 1000);
    const { memorySize, ephemeralStorage, architecture } = this.configuration;
    const arm = architecture === 'arm64';
    const duration =
      grant === 'on-demand'
        ? this.#duration
        : usage(arm ? lambdaPrices.provisionedDurationArm : lambdaPrices.provisionedDurationX86);
    duration.add(gbSeconds(memorySize, report.billed));
    const extra = ephemeralStorage - 512;
    if (extra > 0) usage(lambdaPrices.storage).add(gbSeconds(extra, report.billed));
  }

  /** `2026/01/01/[$LATEST]0000…1`: one an environment. */
  #logStream(id: number): string {
    const day = new Date(this.fn.account.region.world.simulation.epochMillis).toISOString().slice(0, 10);
    return `${day.replaceAll('-', '/')}/[${this.version}]${id.toString(16).padStart(32, '0')}`;
  }
}
