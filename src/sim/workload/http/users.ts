import type { Process, RandomStream, Reply, Simulation } from '../../kernel/index.ts';
import type { HttpClient } from './client.ts';
import { Cookies } from './cookies.ts';
import type { Request } from '../../cloud/endpoints/index.ts';
import type { Outcome } from './message.ts';

/** A user under way: a client, cookies of their own, and a random stream. */
export class User {
  /** Its number, from 0. */
  readonly number: number;
  /** What it asks with. */
  readonly client: HttpClient;
  /** Its random numbers. */
  readonly random: RandomStream;
  /** Its cookies. */
  readonly cookies = new Cookies();

  /** Made by `users` and `visitors`. */
  constructor(number: number, client: HttpClient, random: RandomStream) {
    this.number = number;
    this.client = client;
    this.random = random;
  }

  /** Asks with their cookies, and keeps those that come back: `yield* user.request({ host })`. */
  *request(request: Request): Generator<Reply<unknown>, Outcome> {
    const call = this.client.request({ ...request, cookies: this.cookies.for(request.host, this.#now) });
    const outcome = yield* call;
    if (outcome.kind === 'response' && outcome.response.setCookies)
      this.cookies.set(request.host, outcome.response.setCookies, this.#now);
    return outcome;
  }

  get #now(): number {
    return this.client.now;
  }
}

/** What a user does, from the first request to the last. */
export type Visit = (user: User) => Generator<number | Reply<unknown>, unknown>;

/** A crowd that waits for its answers. */
export interface UsersOptions {
  /** How many there are. */
  count: number;
  /** Seconds that one thinks before each visit: a number, or drawn. */
  thinkTime: number | ((random: RandomStream) => number);
  /** The client of each: one shared by all, or one each with connections of its own. */
  client: HttpClient | ((number: number) => HttpClient);
  /** Called time after time: a closed loop. Each keeps the cookies of earlier visits. */
  visit: Visit;
  /** Names the processes and the random streams. Default `user`. */
  name?: string;
}

/**
 * A closed workload: each of so many users thinks, visits, thinks. It slows down with what it waits for: X = N / (Z + R).
 * `stop` ends it, and aborts the requests under way.
 */
export function users(simulation: Simulation, options: UsersOptions): { stop(): void } {
  const { count, thinkTime, client, visit, name = 'user' } = options;
  if (!(Number.isInteger(count) && count >= 0))
    throw new RangeError(`There are 0 users or more; not ${count}.`);
  const processes: Process<void>[] = [];
  for (let number = 0; number < count; number++) {
    const random = simulation.random(`${name} ${number}`);
    const user = new User(number, typeof client === 'function' ? client(number) : client, random);
    const live = function* () {
      for (;;) {
        yield typeof thinkTime === 'number' ? thinkTime : thinkTime(random);
        yield* visit(user);
      }
    };
    processes.push(simulation.process<void>(live, `${name} ${number}`));
  }
  return { stop: () => processes.forEach((process) => process.cancel()) };
}

/** A crowd that comes whatever happens. */
export interface VisitorsOptions {
  /** Port: calls something at each arrival, as `arrivals(…)` does. */
  arrivals: (arrive: (number: number) => Generator<number | Reply<unknown>, unknown>) => unknown;
  /** The client of each: one shared by all, or one each. */
  client: HttpClient | ((number: number) => HttpClient);
  /** What a visitor does. */
  visit: Visit;
  /** Names the random streams. Default `visitor`. */
  name?: string;
}

/** An open workload: visitors come however the system keeps up; each visits once, and brings no cookies. */
export function visitors(simulation: Simulation, options: VisitorsOptions): void {
  const { arrivals, client, visit, name = 'visitor' } = options;
  // One stream for all: a stream for each of millions would never be let go.
  const random = simulation.random(name);
  arrivals((number) =>
    visit(new User(number, typeof client === 'function' ? client(number) : client, random)),
  );
}
