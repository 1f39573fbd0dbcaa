import type { AwsError, Metric, Region } from '../../cloud/index.ts';
import type { Request, Response } from '../../cloud/endpoints/index.ts';
import type { Delivery } from '../../cloud/target.ts';
import type { Reply } from '../../kernel/index.ts';
import { camel } from '../../tongue/names.ts';
import { sentence, type Violation } from '../../tongue/rules.ts';
import { Service } from '../../tongue/service.ts';
import { Admission } from './admission/admission.ts';
import { Concurrency } from './concurrency.ts';
import { EventInvokeConfigs } from './event-invoke-configs.ts';
import { Layers } from './layers.ts';
import { Mappings } from './mappings.ts';
import { Urls } from './urls.ts';
import { zipOf, type FunctionCode } from './code/package.ts';
import { lambdaError } from './errors.ts';
import { unknownRuntime } from './configure.ts';
import type { Phase } from './environments/environment.ts';
import type { Account } from './function.ts';
import { Functions } from './functions.ts';
import { Invocations, type Run } from './invocations.ts';
import { lambdaLimits as limits } from './limits.ts';
import type { LambdaMetricName } from './metrics.ts';
import { defaultModel, type LambdaModel } from './model.ts';
import { NAME_PATTERN, NEW_NAME_PATTERN, QUALIFIER_PATTERN } from './name.ts';
import { Permissions } from './permissions.ts';
import { Deployment } from './shifting/deployment.ts';
import type { DeploymentConfiguration } from './shifting/schedule.ts';
import { schema, type Input, type Methods, type Output } from './schema.ts';
import { Versions } from './versions.ts';

type Parts = readonly [Functions, Versions, Permissions, Invocations, Concurrency, EventInvokeConfigs, Mappings, Urls, Layers]; // prettier-ignore
type All<T> = T extends readonly [infer Head, ...infer Rest] ? Head & All<Rest> : unknown;

/** What `createFunction` takes: the members of CreateFunction, with the function itself in the place of a package. */
export interface FunctionOptions extends Partial<Omit<Input<'CreateFunction'>, 'code' | 'functionName'>> {
  /** Its name in this Region and account. */
  readonly functionName: string;
  /** What runs once in each environment and gives the handler: `() => (event) => ({ ok: true })`. */
  readonly code: FunctionCode;
}

/** The operations of the parts; two of them take functions too. */
interface Operations extends Omit<Pick<All<Parts>, keyof Methods>, 'createFunction' | 'updateFunctionCode'> {
  /** Makes a function. Without a role, runtime or handler it gets `lambda-role`, `nodejs24.x` and `index.handler`. */
  createFunction(input: Input<'CreateFunction'> | FunctionOptions): Output<'CreateFunction'>;
  /** Gives a function another code. */
  updateFunctionCode(
    input: Input<'UpdateFunctionCode'> | Pick<FunctionOptions, 'functionName' | 'code'>,
  ): Output<'UpdateFunctionCode'>;
}

/**
 * AWS Lambda in one Region: functions, their environments, and what calls them.
 *
 *     cloud.lambda.createFunction({ functionName: 'greet', code: () => (event) => `Hello ${event.name}` });
 *     await cloud.lambda.run('greet', { name: 'Ada' });
 *
 * https://docs.aws.amazon.com/lambda/latest/dg/welcome.html
 */
export interface Lambda extends Operations {} // eslint-disable-line

// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the methods are those of the parts
export class Lambda extends Service {
  static override readonly schema = schema;
  static override readonly limits = limits;
  static override readonly refuse = refusal;
  static override readonly rules = {
    FunctionName: { pattern: NAME_PATTERN },
    'CreateFunctionRequest.FunctionName': { ...limits.newReference, pattern: NEW_NAME_PATTERN },
    Qualifier: { ...limits.qualifier, pattern: QUALIFIER_PATTERN },
    Role: { pattern: 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+' },
    MemorySize: limits.memory,
    Timeout: limits.timeout,
    'EphemeralStorage.Size': limits.ephemeralStorage,
    Description: limits.description,
    Architectures: { min: 1, max: 1 },
    MaxItems: limits.listed,
    ReservedConcurrentExecutions: { min: 0 },
    ProvisionedConcurrentExecutions: { min: 1 },
    'PutFunctionEventInvokeConfigRequest.MaximumRetryAttempts': limits.retries,
    'UpdateFunctionEventInvokeConfigRequest.MaximumRetryAttempts': limits.retries,
    MaximumEventAgeInSeconds: limits.eventAge,
    Destination: { pattern: '$|kafka://([^.]([a-zA-Z0-9\\-_.]{0,248}))|arn:(aws[a-zA-Z0-9-]*):([a-zA-Z0-9\\-])+:((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1})?:(\\d{12})?:(.*)' }, // prettier-ignore
    BatchSize: limits.batchSize,
    MaximumBatchingWindowInSeconds: limits.batchWindow,
    TumblingWindowInSeconds: limits.tumblingWindow,
    ParallelizationFactor: limits.parallelizationFactor,
    MaximumConcurrency: limits.maximumConcurrency,
    MinimumPollers: limits.minimumPollers,
    MaximumPollers: limits.maximumPollers,
  };
  /** What it assumes where AWS gives no number. */
  readonly model: LambdaModel;
  readonly #account: Account;
  readonly #invocations: Invocations;
  readonly #mappings: Mappings;
  readonly #urls: Urls;
  readonly #parts: readonly object[];

  /** Made by `Cloud`. */
  constructor(region: Region) {
    super(region);
    const model = (this.model = defaultModel(() => this.random('routing').next()));
    const { simulation } = this;
    const ordinals = new WeakMap<object, number>();
    let count = 0;
    const account: Account = {
      region,
      model,
      functions: new Map(),
      layers: new Map(),
      admission: new Admission(() => simulation.nowMicros, {
        concurrentExecutions: () => model.concurrentExecutions ?? this.quota(limits.concurrency),
        requestBurstSeconds: model.requestBurst,
      }),
      uuid: () => this.uuid(),
      random: (purpose) => this.random(purpose),
      quota: (row) => this.quota(row),
      ordinal: (code) => {
        let found = ordinals.get(code);
        if (found === undefined) ordinals.set(code, (found = ++count));
        return found;
      },
    };
    this.#account = account;
    const invocations = (this.#invocations = new Invocations(account));
    const mappings = (this.#mappings = new Mappings(account, {
      invoke: ({ fn, qualifier }, payload, trace) => invocations.invoked(fn, qualifier, payload, trace),
      send: (fn, destination, payload) => invocations.send(fn, destination, payload),
    }));
    const urls = (this.#urls = new Urls(account, invocations));
    this.#parts = [new Functions(account), new Versions(account), new Permissions(account), invocations, new Concurrency(account), new EventInvokeConfigs(account), mappings, urls, new Layers(account)] satisfies Parts; // prettier-ignore
    // In the place of a package a caller of these two may hand over the function itself.
    this.createFunction = (input) => {
      const { code } = input as FunctionOptions;
      const role = `arn:${region.partition}:iam::${region.account}:role/lambda-role`;
      const whole = isCode(code)
        ? { runtime: 'nodejs24.x', handler: 'index.handler', role, ...input, code: { zipFile: zipOf(code) } }
        : input;
      return Lambda.prototype.createFunction.call(this, whole as Input<'CreateFunction'>);
    };
    this.updateFunctionCode = (input) => {
      const { code, ...rest } = input as FunctionOptions;
      const whole = isCode(code) ? { ...rest, zipFile: zipOf(code) } : input;
      return Lambda.prototype.updateFunctionCode.call(this, whole as Input<'UpdateFunctionCode'>);
    };
  }

  /**
   * Calls a function and tells all about the invocation. The reply fails with Lambda's refusals, a throttle for one; an
   * error of the function's is part of the answer.
   *
   * @param name the function's name or ARN, with `:version` or `:alias` where one is meant
   * @param event whatever JSON can hold. Default: {}
   */
  run<T = unknown>(name: string, event: unknown = {}): Reply<Run<T>> {
    return this.#invocations.run(name, JSON.stringify(event)) as Reply<Run<T>>;
  }

  /** Hands an event to a function for an asynchronous invocation, and waits for nothing. */
  submit(name: string, event: unknown = {}): void {
    this.#invocations.accept(name, JSON.stringify(event));
  }

  /** One of a function's CloudWatch metrics: `cloud.record(cloud.lambda.metric('greet', 'Errors'))`. */
  metric(functionName: string, name: LambdaMetricName): Metric {
    return this.#invocations.function(functionName).metrics.get(name);
  }

  /** The execution environments of a function's version or alias: busy, idle, made so far. */
  environments(name: string): { readonly busy: number; readonly idle: number; readonly made: number } {
    const { onDemand, provisioned } = this.#invocations.version(name).pool;
    const idle = onDemand.idle + provisioned.free;
    return { busy: onDemand.size + provisioned.size - idle, idle, made: onDemand.made };
  }

  /** Calls back at each phase of a version's environments from now on: init, invoke, frozen, reset, shutdown. */
  onPhase(name: string, listener: (phase: Phase, environment: number, at: number) => void): void {
    this.#invocations.version(name).onPhase(({ id }, phase) => listener(phase, id, this.simulation.now));
  }

  /**
   * A request to a function's URL, as a browser makes it: `cloud.lambda.request(functionUrl, { path: '/pets' })`. The
   * endpoints of the cloud answer it too, with a network before them.
   */
  request(functionUrl: string, request: Omit<Request, 'host'> = {}): Reply<Response> {
    return this.#urls.request(functionUrl, request);
  }

  /** Batches of an event source mapping that are at work now. */
  batches(uuid: string): number {
    return this.#mappings.get(uuid).busy;
  }

  /**
   * Moves an alias's calls to another version as AWS CodeDeploy does, by a configuration that comes with it:
   * `cloud.lambda.shift('greet', 'live', '2', 'Canary10Percent5Minutes')`.
   */
  shift(
    functionName: string,
    alias: string,
    version: string,
    configuration: DeploymentConfiguration,
  ): Deployment {
    const aliases = {
      simulation: this.simulation,
      getAlias: (input: Input<'GetAlias'>) => this.getAlias(input),
      updateAlias: (input: Input<'UpdateAlias'>) => this.updateAlias(input),
    };
    return new Deployment(aliases, { functionName, alias, version, configuration });
  }

  override deliver(arn: string, delivery: Delivery): Reply<unknown> {
    return this.#invocations.deliver(arn, delivery);
  }

  /** @internal What an operation does: a part's method. */
  perform(operation: string, input: object): unknown {
    const name = camel(operation);
    const part = this.#parts.find((one) => name in one) as Record<string, (input: object) => unknown>;
    return part[name]!(input);
  }

  static {
    for (const operation of Object.keys(schema.operations))
      Object.defineProperty(Lambda.prototype, camel(operation), {
        configurable: true,
        value(this: Lambda, input: object) {
          return this.perform(operation, input);
        },
      });
  }
}

const isCode = (code: unknown): code is FunctionCode =>
  typeof code === 'function' || typeof (code as { load?: unknown } | undefined)?.load === 'function';

/** What Lambda says of values that break rules. */
function refusal(broken: readonly Violation[]): AwsError {
  const runtime = broken.find(({ at, value }) => at === 'runtime' && value !== 'null');
  if (runtime) return unknownRuntime(runtime.value.slice(1, -1));
  return lambdaError('ValidationException', sentence(broken.map(worded)));
}

/** A violation as Lambda words it: lists without quotation marks, and a list's entries all together. */
function worded({ at, value, constraint }: Violation): Violation {
  const entry = /^(.*)\.\d+\.member$/.exec(at);
  if (entry?.[1] === 'architectures')
    return {
      at: entry[1],
      value: `'[${value.slice(1, -1)}]'`,
      constraint:
        'Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]',
    };
  return {
    at,
    constraint,
    value: value.startsWith("'[") ? value.replaceAll('"', '').replaceAll(',', ', ') : value,
  };
}
