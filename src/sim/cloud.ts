import {
  AwsError,
  Faults,
  Meter,
  Metric,
  MetricSink,
  NotModelled,
  parseArn,
  Region,
  recordEvery,
  type Delivery,
  type Point,
  type RequestLatency,
  type SeriesOptions,
  type World,
} from './cloud/index.ts';
import type { Who } from './cloud/guard.ts';
import { hostsOf, type Fetched, type FetchOptions, type HostHandler } from './cloud/http/index.ts';

import type { Guard } from './cloud/region.ts';
import { defaultRequestLatency } from './cloud/latency.ts';
import { checkOptions } from './cloud/options.ts';
import type { ContextKeys } from './cloud/policy/context.ts';
import {
  Simulation,
  type Body,
  type Process,
  type RandomStream,
  type Reply,
  type SimulationOptions,
  type Trace,
} from './kernel/index.ts';
import type {
  OperationArguments,
  OperationName,
  OperationOutput,
  ServiceName,
  Services,
} from './services.ts';
import { Requests } from './tongue/requests.ts';
import { addService, serviceClass, serviceOfArn, type ServiceFacts } from './tongue/services.ts';
import type { Service, ServiceClass } from './tongue/service.ts';

/** How a cloud begins. */
export interface CloudOptions extends SimulationOptions {
  /** Its home Region. Default us-east-1. */
  region?: string;
  /** Its account. Default 123456789012. */
  account?: string;
  /** How long calls in AWS's own tongue take. Default: 20 ms on average, with a standard deviation of 10 ms. */
  requestLatency?: Partial<RequestLatency>;
  /**
   * Whether IAM decides who may do what: a call in AWS's own tongue (`send`, an SDK's client, the command line) is the
   * account's root user's, or that of whom `cloud.as` names. Default false: everybody may do everything.
   */
  iam?: boolean;
}

const CLOUD_OPTIONS: Record<keyof CloudOptions, true> = {
  region: true,
  account: true,
  requestLatency: true,
  iam: true,
  seed: true,
  start: true,
  sameInstantLimit: true,
  traceLimit: true,
};

/** The services of one Region, by name: `sqs`. Each is made when it is first asked for. */
export interface RegionalServices extends Services {} // eslint-disable-line

/** What leads from one Region of a cloud to another, of the same account or of another one. */
type Atlas = (name: string, account: string) => RegionalServices;

/** One Region of a cloud, with its services. Each is made when it is first asked for. */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging -- the getters follow from the table of services
export class RegionalServices extends Region {
  readonly #requests = new Requests(this);
  readonly #made = new Map<string, object>();
  readonly #atlas: Atlas;

  /** Made by `Cloud`. */
  constructor(world: World, name: string, account: string, atlas: Atlas) {
    super(world, name, account);
    this.#atlas = atlas;
  }

  /** The same services in another Region of this account, on the same clock. */
  override region(name: string): RegionalServices {
    return this.#atlas(name, this.account);
  }

  /** @internal */
  override service(name: string): object {
    let service = this.#made.get(name);
    if (!service) this.#made.set(name, (service = new (serviceClass(name))(this)));
    return service;
  }

  /** @internal */
  override call(service: string, operation: string, input: object): Reply<unknown> {
    return this.#requests.call(service, operation, input);
  }

  /** @internal */
  override policyOf(arn: string): string | undefined {
    const { service, region, account } = parseArn(arn) ?? {};
    const name = service === undefined ? undefined : serviceOfArn(service);
    if (name === undefined) return undefined;
    const place = this.#atlas(region || this.name, account || this.account);
    return (place.service(name) as Partial<Service>).policyOf?.(arn);
  }

  /** @internal */
  override deliver(arn: string, delivery: Delivery): Reply<unknown> {
    const parts = parseArn(arn);
    if (!parts) throw new RangeError(`'${arn}' is no ARN.`);
    // Policies of Application Auto Scaling bear the name of EC2's, and the resource that they scale.
    const scaled = parts.service === 'autoscaling' && parts.resource.includes(':resource/');
    const name = serviceOfArn(scaled ? 'application-autoscaling' : parts.service);
    const region = this.#atlas(parts.region || this.name, parts.account || this.account);
    const target = name === undefined ? undefined : (region.service(name) as Partial<Service>);
    if (!target?.deliver) throw new NotModelled(`AWS's service ${parts.service}`, `deliveries to ${arn}`);
    const { simulation, faults } = this.world;
    simulation.trace.add(arn, 'deliver', delivery.from);
    if (!faults.isUp(arn))
      throw new AwsError(
        parts.service,
        'ServiceUnavailable',
        { status: 503, fault: 'server' },
        `${arn} is down.`,
      );
    const { principal, from } = delivery;
    if (this.world.guard && principal.includes(':role/'))
      this.world.guard.admitDelivery({ region, arn, service: name!, roleArn: principal, from });
    return target.deliver(arn, delivery);
  }

  /**
   * Calls an operation in AWS's own tongue: takes and returns what AWS does, and takes the time of a request
   * (`requestLatency`). Called while the simulation stands still, and awaited, it advances the clock until the answer
   * is there.
   *
   *     const { Messages = [] } = await cloud.send('sqs', 'ReceiveMessage', { QueueUrl, WaitTimeSeconds: 20 });
   *
   * The reply fails with AWS's errors. What is no service or parameter (TypeError), or not modelled (NotModelled), is
   * thrown at once.
   *
   * @param service the service, by the name of its getter
   * @param operation the operation, by AWS's name
   * @param input its parameters, by AWS's names; not needed where none is required
   */
  send<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    ...[input]: OperationArguments<S, O>
  ): Reply<OperationOutput<S, O>> {
    return this.#requests.send(service, operation, input ?? {}) as Reply<OperationOutput<S, O>>;
  }

  /**
   * The same services as somebody else calls them: who acts there needs a permission for each call. Keys may be used up or
   * taken away while they are held; an ARN of a role is a session of it, without asking who may assume it.
   *
   *     const app = cloud.as(role, { 'aws:SourceIp': '203.0.113.7' });
   *     await app.send('sqs', 'SendMessage', { QueueUrl, MessageBody: 'hello' });
   *
   * @param who an ARN; a user or role as IAM answers it; or keys, as CreateAccessKey and STS answer them
   * @param context condition keys that AWS knows about the calls
   * @throws TypeError where the cloud was made without `iam: true`
   */
  as(who: Who, context: ContextKeys = {}): ActingCloud {
    if (!this.world.guard) throw new TypeError('Nobody asks who calls: make the cloud with { iam: true }.');
    const send = (name: string, service: string, operation: string, input: object) =>
      this.#atlas(name, this.account).#requests.send(service, operation, input, { who, context });
    return new ActingCloud(this, send);
  }
}

/** A cloud as one principal calls it: `cloud.as(role)`. The SDK's clients and the command line take it for a cloud. */
export class ActingCloud {
  readonly #home: RegionalServices;
  readonly #send: (region: string, service: string, operation: string, input: object) => Reply<unknown>;
  /** The Region that it calls. */
  readonly name: string;

  /** Made by `cloud.as`. */
  constructor(
    home: RegionalServices,
    send: (region: string, service: string, operation: string, input: object) => Reply<unknown>,
    name = home.name,
  ) {
    this.#home = home;
    this.#send = send;
    this.name = name;
  }

  /** The clock, and what happens by it. */
  get simulation(): Simulation {
    return this.#home.world.simulation;
  }

  /** The same principal in another Region. */
  region(name: string): ActingCloud {
    return new ActingCloud(this.#home, this.#send, name);
  }

  /** Calls an operation in AWS's own tongue, as `cloud.send` does. The reply fails with AccessDenied where it may not. */
  send<S extends ServiceName, O extends OperationName<S>>(
    service: S,
    operation: O,
    ...[input]: OperationArguments<S, O>
  ): Reply<OperationOutput<S, O>> {
    return this.#send(this.name, service, operation, input ?? {}) as Reply<OperationOutput<S, O>>;
  }
}

/**
 * Gives every cloud these services. Hosts that load services in chunks call it: facts in the place of a class stand for a
 * service whose chunk is not loaded, and whoever touches that service gets NotLoaded.
 */
export function provide(services: Readonly<Record<string, ServiceClass | ServiceFacts>>): void {
  for (const [name, service] of Object.entries(services)) {
    addService(name, service);
    if (name in RegionalServices.prototype) continue;
    Object.defineProperty(RegionalServices.prototype, name, {
      get(this: RegionalServices) {
        return this.service(name);
      },
    });
  }
}

let defaultSeed = 1;

/** Sets the seed that `new Cloud()` takes where it names none. For hosts that run examples; 1 unless set. */
export function setDefaultSeed(seed: number): void {
  defaultSeed = seed;
}

/**
 * A simulated AWS account, with a clock of its own. Its services, `cloud.sqs` and the like, are those of its home
 * Region; `region` gives the others. Same code and same seed, same run.
 */
export class Cloud extends RegionalServices {
  readonly #atlas: Atlas;

  /**
   * @throws RangeError for an account that is no twelve digits, a name that is no Region code, a start that is no date,
   *   a seed that is no number; TypeError for an option that is not known
   */
  constructor(options: CloudOptions = {}) {
    checkOptions('new Cloud', options, CLOUD_OPTIONS);
    const {
      region = 'us-east-1',
      account = '123456789012',
      seed = defaultSeed,
      requestLatency,
      iam = false,
      ...rest
    } = options;
    checkAccount(account);
    const simulation = new Simulation({ ...rest, seed });
    const places = new Map<string, RegionalServices>();
    const world: World = {
      simulation,
      metrics: new MetricSink(simulation, account),
      meter: new Meter(simulation),
      faults: new Faults(simulation),
      requestLatency: { ...defaultRequestLatency, ...requestLatency },
    };
    const atlas: Atlas = (name, owner) => {
      const key = `${owner} ${name}`;
      let place = places.get(key);
      if (!place) places.set(key, (place = new RegionalServices(world, name, owner, atlas)));
      return place;
    };
    super(world, region, account, atlas);
    places.set(`${account} ${region}`, this);
    this.#atlas = atlas;
    if (iam) world.guard = (this.service('iam') as { guard: Guard }).guard;
  }

  /** The clock, and what happens by it. */
  get simulation(): Simulation {
    return this.world.simulation;
  }

  /** The home Region as another account sees it: a second account on the same clock. */
  inAccount(account: string): RegionalServices {
    checkAccount(account);
    return this.#atlas(this.name, account);
  }

  /** Seconds since the run began. */
  get now(): number {
    return this.simulation.now;
  }

  /** What begins every random stream. */
  get seed(): number {
    return this.simulation.seed;
  }

  /** What resources publish to CloudWatch. */
  get metrics(): MetricSink {
    return this.world.metrics;
  }

  /** What is broken: the switchboard of faults. */
  get faults(): Faults {
    return this.world.faults;
  }

  /** What the run has cost. */
  get meter(): Meter {
    return this.world.meter;
  }

  /** How long calls in AWS's own tongue take; may be changed while the cloud runs. */
  get requestLatency(): RequestLatency {
    return this.world.requestLatency;
  }

  /** What happened last, where `traceLimit` keeps it. */
  get trace(): Trace {
    return this.simulation.trace;
  }

  /** Starts a process: a generator, async or plain function that lives in virtual time. */
  process<T>(body: Body<T>, name?: string): Process<T> {
    return this.simulation.process(body, name);
  }

  /** Settles in that many seconds. */
  sleep(duration: number): Reply<void> {
    return this.simulation.sleep(duration);
  }

  /**
   * Settles when a condition holds: in place of the SDK's waiters, which sleep in real time.
   *
   *     await cloud.waitUntil(() => fleet.instances.length === 4);
   *
   * @param condition asked at once, and then again every so many seconds; it answers true or false at once
   * @param options `every` in seconds, default 1; `timeout` in seconds, default one hour, after which the reply fails
   */
  waitUntil(
    condition: () => boolean,
    { every = 1, timeout = 3600 }: { every?: number; timeout?: number } = {},
  ): Reply<void> {
    const { simulation } = this;
    return simulation.process(function* waitUntil() {
      for (const end = simulation.now + timeout; ; yield every) {
        const answer: unknown = condition();
        if (typeof answer !== 'boolean')
          throw new TypeError(
            `waitUntil's condition must answer true or false at once, not ${typeof answer}.`,
          );
        if (answer) return;
        if (simulation.now >= end)
          throw new Error(`waitUntil: the condition did not hold within ${timeout} s: ${condition.name || condition.toString().slice(0, 80)}`); // prettier-ignore
      }
    });
  }

  /**
   * Asks whatever answers at a URL: an API's stage, a server of `serve`. As JavaScript's `fetch`, but in virtual time, and
   * with the body at hand. Rejects with FetchError where nothing answers.
   *
   *     const response = await cloud.fetch(`${api.url}/pets`, { method: 'POST', body: { name: 'Rex' } });
   */
  fetch(url: string, options?: FetchOptions): Reply<Fetched> {
    return hostsOf(this.world).fetch(url, options);
  }

  /**
   * Lets a function answer at a host name, as a server outside AWS: 'backend.example'. Throws where something answers
   * there already.
   */
  serve(host: string, handler: HostHandler): void {
    hostsOf(this.world).listen(host, handler);
  }

  /** Runs that many seconds further; without a duration, until nothing is scheduled. */
  run(duration?: number): Promise<void> {
    return this.simulation.run(duration);
  }

  /** Holds the virtual clock until a real promise settles, such as a digest of `crypto.subtle`, then settles as it does. */
  outside<T>(promise: PromiseLike<T>): Reply<T> {
    return this.simulation.outside(promise);
  }

  /**
   * Makes virtual time pass by the wall clock, for demonstrations: so many virtual seconds a real second, at most. Without
   * a rate: as fast as it goes, the default.
   */
  pace(rate?: number): void {
    this.simulation.pace(rate);
  }

  /** The random stream of that name. */
  random(name: string): RandomStream {
    return this.simulation.random(name);
  }

  /**
   * Records a metric from now on: one point a period, at the time at which the period begins, there once it is
   * over. Returns the list that the points go to, as `plot` takes it. A recording never ends: run for a duration.
   */
  record(metric: Metric, options?: SeriesOptions): Point[];
  /** Records what `read` gives, now and then every so many seconds (default 1), with the time. */
  record(read: () => number, options?: { every?: number }): Point[];
  record(what: Metric | (() => number), options: SeriesOptions & { every?: number } = {}): Point[] {
    if (!(what instanceof Metric) && typeof what !== 'function')
      throw new TypeError(`record takes a metric or a function that reads a number, not ${typeof what}.`);
    if (what instanceof Metric) return this.metrics.record(what, options);
    return recordEvery(this.simulation, what, options.every ?? 1);
  }
}

function checkAccount(account: string): void {
  if (!/^\d{12}$/.test(account)) throw new RangeError(`An account id has twelve digits; not '${account}'.`);
}
