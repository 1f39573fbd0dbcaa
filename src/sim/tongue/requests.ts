import { AwsError, type Region } from '../cloud/index.ts';
import type { Caller } from '../cloud/guard.ts';
import { operationOf, readInput, type Api, type Operation } from './api.ts';
import { drawLatency } from '../cloud/latency.ts';
import { carryTrace, tracerOf } from '../cloud/trace-header.ts';
import type { RandomStream, Reply, Yieldable } from '../kernel/index.ts';
import { apiOf } from './door.ts';
import { serviceClass } from './services.ts';

/** What is the same for every call of an operation. */
interface Route {
  readonly name: string;
  readonly api: Api<never>;
  readonly operation: Operation<never>;
  /** A stream for each operation: a consumer more does not change how long the producer's calls take. */
  readonly random: RandomStream;
}

/** Carries calls in AWS's own tongue to the services of one Region. */
export class Requests {
  readonly #region: Region;
  readonly #routes = new Map<string, Map<string, Route>>();

  /** Made by the Region. */
  constructor(region: Region) {
    this.#region = region;
  }

  /**
   * Calls an operation as one of AWS's own does: nobody asks whether it may. It acts when the request has arrived; the
   * answer, or AWS's error, is there when it has come back. What the simulator does not model, and what is no service or
   * parameter, is thrown at once.
   */
  call(service: string, operation: string, input: object): Reply<unknown> {
    const route = this.#route(service, operation);
    return this.#carry(route, this.#prepare(route, service, input));
  }

  /** The same for a caller from outside, whom the cloud's guard may turn away on arrival. */
  send(service: string, operation: string, input: object, caller?: Caller): Reply<unknown> {
    const { guard } = this.#region.world;
    const route = this.#route(service, operation);
    const act = this.#prepare(route, service, input);
    if (!guard) return this.#carry(route, act);
    const request = { region: this.#region, caller, service, operation, input };
    return this.#carry(route, () => guard.admit(request, act));
  }

  #carry(route: Route, act: () => unknown): Reply<unknown> {
    const { simulation, requestLatency } = this.#region.world;
    const oneWay = drawLatency(requestLatency, route.random) / 2;
    let there = false;
    let abandoned = false;
    const request = simulation.process(function* (): Generator<Yieldable, unknown, never> {
      yield oneWay;
      let answer: unknown;
      let error: unknown;
      try {
        answer = act();
        if (isGenerator(answer)) {
          there = true;
          answer = yield* answer;
        }
      } catch (thrown) {
        error = thrown;
      }
      there = false;
      yield oneWay;
      if (error === undefined) return answer;
      // Nobody is there any more to be told.
      if (abandoned) return undefined;
      throw error;
    }, route.name);
    const trace = tracerOf(simulation);
    if (trace) carryTrace(request, trace);
    request.onAbandon = () => {
      abandoned = true;
      // A request under way arrives all the same. Where the service is waiting (a long poll), it gives up.
      if (there) request.cancel();
    };
    return request;
  }

  #route(service: string, name: string): Route {
    return this.#routes.get(service)?.get(name) ?? this.#find(service, name);
  }

  #find(service: string, name: string): Route {
    const api = apiOf(serviceClass(service));
    const { world, name: region } = this.#region;
    const random = world.simulation.random(`requests/${region}/${service}/${name}`);
    const route = { name: `${service} ${name}`, api, operation: operationOf(api, name), random };
    let routes = this.#routes.get(service);
    if (!routes) this.#routes.set(service, (routes = new Map<string, Route>()));
    routes.set(name, route);
    return route;
  }

  /** What the request does on its arrival. A refusal of AWS's that can be told beforehand is kept until then. */
  #prepare({ name, api, operation }: Route, service: string, input: object): () => unknown {
    try {
      const given = readInput(api, name, operation, input);
      const model = this.#region.service(service) as never;
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
