import { AwsError, type Region } from '../cloud/index.ts';
import { operationOf, readInput } from '../cloud/api.ts';
import { drawLatency } from '../cloud/latency.ts';
import type { Reply, Yieldable } from '../kernel/index.ts';
import { apiOf, type ServiceName, type Services } from './services.ts';

/** Carries calls in AWS's own tongue to the services of one Region. */
export class Requests {
  readonly #region: Region & Services;

  /** Made by the Region. */
  constructor(region: Region & Services) {
    this.#region = region;
  }

  /**
   * Calls an operation. It acts when the request has arrived; the answer, or AWS's error, is there when it has come
   * back. What the simulator does not model, and what is no service or parameter, is thrown at once.
   */
  send(service: string, operation: string, input: object): Reply<unknown> {
    const { world, name: region } = this.#region;
    const { simulation, requestLatency } = world;
    // A stream for each operation: a consumer more does not change how long the producer's calls take.
    const random = simulation.random(`requests/${region}/${service}/${operation}`);
    const run = this.#prepare(service, operation, input);
    const oneWay = drawLatency(requestLatency, random) / 2;
    let there = false;
    let abandoned = false;
    const request = simulation.process(function* (): Generator<Yieldable, unknown, never> {
      yield oneWay;
      there = true;
      let answer: unknown;
      let error: unknown;
      try {
        const result = run();
        answer = isGenerator(result) ? yield* result : result;
      } catch (thrown) {
        error = thrown;
      }
      there = false;
      yield oneWay;
      if (error === undefined) return answer;
      // Nobody is there any more to be told.
      if (abandoned) return undefined;
      throw error;
    }, `${service} ${operation}`);
    request.onAbandon = () => {
      abandoned = true;
      // A request under way arrives all the same. Where the service is waiting (a long poll), it gives up.
      if (there) request.cancel();
    };
    return request;
  }

  /** What the request does on its arrival. An answer of AWS's that can be told beforehand is kept until then. */
  #prepare(service: string, name: string, input: object): () => unknown {
    const api = apiOf(service);
    try {
      const operation = operationOf(api, name);
      const given = readInput(api, name, operation, input);
      const model = this.#region[service as ServiceName] as never;
      return () => operation.run(model, given);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return () => {
        throw error;
      };
    }
  }
}

function isGenerator(value: unknown): value is Generator<Yieldable, unknown, never> {
  return typeof value === 'object' && value !== null && typeof (value as Generator).next === 'function';
}
