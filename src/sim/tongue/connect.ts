import { AwsError } from '../cloud/index.ts';
import { uuid } from '../cloud/uuid.ts';
import type { Reply, Simulation } from '../kernel/index.ts';
import { Retries } from './retries.ts';
import { sdkError, type ErrorRegistry } from './sdk-error.ts';
import { translated } from './document-client.ts';
import { serviceClass } from './services.ts';
import { streamBody } from './stream-body.ts';

/* The AWS SDK for JavaScript v3 as far as `connect` needs it: by shape, so that the library depends on none of it. */

interface Handled {
  response: unknown;
  output: object;
}

interface Context {
  /** `SendMessageCommand`. */
  commandName?: string;
  __smithy_context?: object;
}

type Handler = (args: { input: object }) => Promise<Handled>;

/** A client of the AWS SDK for JavaScript v3, of any service. */
export interface SdkClient {
  /** What it was made with, as far as a cloud asks: which service it is of, and for which Region. */
  readonly config: {
    /** The service: 'SQS'. */
    readonly serviceId?: string;
    readonly region?: string | (() => Promise<string>);
    readonly protocol?: unknown;
    /** Times that a call is tried, the first included. The SDK's default: 3. */
    readonly maxAttempts?: number | (() => Promise<number>);
  };
  /** What its commands pass through; `connect` adds the step that answers them. */
  readonly middlewareStack: {
    add(
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the SDK's types are another for every client
      middleware: (next: any, context: any) => any,
      options: { step: 'initialize'; priority: 'low'; name: string; override: true },
    ): void;
  };
}

/** What a client can be connected with: a `Cloud`. */
export interface Connectable {
  /** The clock, and what happens by it. */
  readonly simulation: Simulation;
  /** The services of another Region. */
  region(name: string): {
    send(service: never, operation: never, input: never): Reply<object>;
  };
  /** Its home Region. */
  readonly name: string;
}

/**
 * Lets a client of the AWS SDK for JavaScript v3 work on a cloud: its commands, paginators and error classes, without
 * network or credentials.
 *
 *     const client = connect(new SQSClient({ region: 'us-east-1' }), cloud);
 *     await client.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
 *
 * Calls take the cloud's `requestLatency`, and go to the client's Region; to the cloud's own where the client has none.
 * An `abortSignal` gives a call up. What is throttled, or fails at AWS's side, is tried again as the SDK's standard mode
 * does, up to the client's `maxAttempts`, in virtual time and with jitter from the seed; a strategy of the client's own,
 * and what else comes after the SDK's first step (signing, endpoints, the HTTP handler), takes no part. Generators can't
 * wait for a promise: in processes, use clients in async functions.
 *
 * @returns the client
 * @throws TypeError for what is no client, or where the cloud has no such service
 */
export function connect<C extends SdkClient>(client: C, cloud: Connectable): C {
  if (!(client as Partial<C> | undefined)?.config || !client.middlewareStack)
    throw new TypeError('connect takes a client of the AWS SDK for JavaScript v3.');
  const service = client.config.serviceId?.toLowerCase().replaceAll(' ', '') ?? '';
  serviceClass(service);
  const { simulation } = cloud;
  const region = regionOf(client, cloud);
  const requestId = () => uuid(simulation.random('request ids'));

  const retries = new Retries(service, client.config.maxAttempts, simulation);

  async function handle(args: { input: object }, context: Context): Promise<Handled> {
    // What the call hangs on runs before the clock moves, from wherever it was made.
    simulation.hop();
    const operation = context.commandName?.replace(/Command$/, '') ?? '';
    const { abortSignal } = (context.__smithy_context ?? {}) as { abortSignal?: AbortSignal };
    const services = region.known ?? (await simulation.outside(region.found));
    const call = () => services.send(service as never, operation as never, args.input as never);
    let attempts = 0;
    let totalRetryDelay = 0;
    const metadata = () => ({
      requestId: requestId(),
      extendedRequestId: undefined,
      cfId: undefined,
      attempts,
      totalRetryDelay,
    });
    try {
      for (let cost = 0; ;) {
        attempts++;
        try {
          abortSignal?.throwIfAborted();
          const answer = await unlessAborted(simulation, call(), abortSignal);
          retries.succeeded(cost);
          const $metadata = { httpStatusCode: 200, ...metadata() };
          const { Body } = answer as { Body?: unknown };
          const body = Body instanceof Uint8Array && { Body: streamBody(Body) };
          return { response: {}, output: { ...answer, ...body, $metadata } };
        } catch (error) {
          if (!(error instanceof AwsError)) throw error;
          const failed = sdkError(error, client.config.protocol as ErrorRegistry | undefined, requestId());
          const retry = await retries.next(failed, attempts);
          if (!retry) {
            Object.assign(failed.$metadata, { attempts, totalRetryDelay });
            throw failed;
          }
          cost = retry.cost;
          totalRetryDelay += retry.delay;
          await unlessAborted(simulation, simulation.sleep(retry.delay / 1000), abortSignal);
        }
      }
    } catch (error) {
      if (abortSignal?.aborted) throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
      throw error;
    }
  }

  const middleware = (_next: Handler, context: Context) =>
    translated((args) => handle(args, context), context) as Handler;
  // The last of its step: the SDK's own checks, of MD5 digests for one, and its logger stand around it.
  client.middlewareStack.add(middleware, {
    step: 'initialize',
    priority: 'low',
    name: 'desiredCapacity',
    override: true,
  });
  return client;
}

/** The Region that a client calls. Asked for now, so that a call waits for nothing but the simulation. */
function regionOf(client: SdkClient, cloud: Connectable) {
  const { region } = client.config;
  const name = typeof region === 'function' ? region() : Promise.resolve(region);
  const found = name.then(
    (name) => cloud.region(name ?? cloud.name),
    () => cloud.region(cloud.name),
  );
  const place = { found, known: undefined as Awaited<typeof found> | undefined };
  found.then(
    (known) => (place.known = known),
    // Whoever calls is told; nobody may.
    () => {},
  );
  return place;
}

/** The call's answer, or an error as soon as it is aborted: the call is given up then. */
async function unlessAborted<T>(
  simulation: Simulation,
  call: Reply<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (!signal) return call;
  const aborted = simulation.reply<T>('an aborted request');
  const abort = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    const [, answer] = await simulation.race([call, aborted]);
    return answer;
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
