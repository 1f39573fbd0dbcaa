import {
  Reply,
  type Body,
  type Process,
  type Simulation,
  type Timer,
  type Yieldable,
} from '../../kernel/index.ts';
import type { Endpoint, Handler } from './endpoint.ts';
import { HttpError, type Request, type Response } from './message.ts';

/** Port of a connection: how long the next message takes, there or back, in seconds; Infinity where it is lost. */
export interface Wire {
  there(): number;
  back(): number;
  /** Told when the server's end is closed. */
  closed?(): void;
}

/**
 * An open connection, seen from its client; HTTP/1.1: one request at a time. Each end has its own idea of whether it is
 * open, half a round trip apart: that is how a request can run into a connection that the server has just closed.
 */
export class Connection {
  /** When it was opened, in seconds. */
  readonly openedAt: number;
  /** When its last response came. */
  idleSince: number;
  readonly #simulation: Simulation;
  readonly #endpoint: Endpoint;
  readonly #wire: Wire;
  readonly #from: string;
  #openHere = true;
  #openThere = true;
  #pending: Reply<Response> | undefined;
  #work: Process<void> | undefined;
  #idle: Timer | undefined;

  /** Made by `Endpoints.connect`. */
  constructor(simulation: Simulation, endpoint: Endpoint, wire: Wire, from: string) {
    this.openedAt = this.idleSince = simulation.now;
    this.#simulation = simulation;
    this.#endpoint = endpoint;
    this.#wire = wire;
    this.#from = from;
    endpoint.opened(this);
    this.#rest();
  }

  /** The address that it leads to, whatever DNS says by now. */
  get address(): string {
    return this.#endpoint.address;
  }

  /** Whether the client may send on it, for all that it knows. */
  get open(): boolean {
    return this.#openHere;
  }

  /** Sends a request. Rejects where the connection breaks; settles never where nothing comes back. */
  send(request: Request): Reply<Response> {
    if (!this.#openHere || this.#pending)
      throw new Error(`The connection to ${this.address} is closed or busy.`);
    const reply = new Reply<Response>(this.#simulation, `a response from ${this.address}`);
    this.#pending = reply;
    this.#after(this.#wire.there(), () => this.#arrive(request, reply));
    return reply;
  }

  /** The client closes it. */
  close(): void {
    if (!this.#openHere) return;
    this.#openHere = false;
    this.#pending = undefined;
    this.#after(this.#wire.there(), () => {
      this.#closeThere();
      if (this.#endpoint.abandons) this.#cancelWork();
    });
  }

  /** @internal The server closes it, and the client learns of it half a round trip later. Work on a request ends. */
  closeByServer(): void {
    if (!this.#openThere) return;
    this.#closeThere();
    this.#tellClosed();
    this.#cancelWork();
  }

  #cancelWork(): void {
    const work = this.#work;
    // An instant later: the work itself may have closed it.
    if (work && !work.settled) this.#simulation.schedule(0, () => work.cancel());
  }

  #arrive(request: Request, reply: Reply<Response>): void {
    const { condition } = this.#endpoint;
    if (condition.kind === 'black-hole') return;
    if (!this.#openThere) return this.#tellClosed();
    this.#idle?.cancel();
    this.#endpoint.requests++;
    switch (condition.kind) {
      case 'status':
        return this.#respond({ status: condition.status }, reply);
      case 'close-early':
        return this.#after(condition.after ?? 0, () => this.closeByServer());
      case 'slow':
        return this.#serve(request, reply, condition.by);
      default:
        return this.#serve(request, reply, 0);
    }
  }

  #serve(request: Request, reply: Reply<Response>, late: number): void {
    const { handler, address } = this.#endpoint;
    const answer = (response: Response): void => {
      if (late === 0) this.#respond(response, reply);
      else this.#simulation.schedule(late, () => this.#respond(response, reply));
    };
    // One process for the work and its answer. The handler is called inside it: async code has to begin in its process.
    this.#work = this.#simulation.process((): ReturnType<Body<void>> => {
      const work = handler(request, this.#from);
      if (isGenerator(work)) return answered(work, answer);
      if (isPromiseLike(work)) return work.then(answer);
      answer(work);
    }, address);
  }

  #respond(response: Response, reply: Reply<Response>): void {
    const endpoint = this.#endpoint;
    if (endpoint.condition.kind === 'black-hole') return;
    endpoint.responses++;
    if (!this.#openThere || this.#pending !== reply || reply.settled) endpoint.wasted++;
    if (!this.#openThere) return;
    if (response.close) this.#closeThere();
    else this.#rest();
    this.#after(this.#wire.back(), () => {
      if (!this.#openHere || this.#pending !== reply) return;
      this.#pending = undefined;
      this.idleSince = this.#simulation.now;
      if (response.close) this.#openHere = false;
      reply.resolve(response);
    });
  }

  #rest(): void {
    const { idleTimeout } = this.#endpoint;
    if (idleTimeout < Infinity) this.#idle = this.#simulation.timer(idleTimeout, () => this.closeByServer());
  }

  #closeThere(): void {
    this.#openThere = false;
    this.#idle?.cancel();
    this.#wire.closed?.();
    this.#endpoint.closed(this);
  }

  #tellClosed(): void {
    if (this.#endpoint.condition.kind === 'black-hole') return;
    this.#after(this.#wire.back(), () => {
      const pending = this.#pending;
      this.#openHere = false;
      this.#pending = undefined;
      pending?.reject(new HttpError('reset', this.address));
    });
  }

  #after(delay: number, action: () => void): void {
    if (delay < Infinity) this.#simulation.schedule(delay, action);
  }
}

function* answered(
  work: Generator<Yieldable, Response, never>,
  answer: (response: Response) => void,
): Generator<Yieldable, void, never> {
  answer(yield* work);
}

type Work = ReturnType<Handler>;

function isGenerator(work: Work): work is Generator<Yieldable, Response, never> {
  return typeof (work as Partial<Generator>).next === 'function';
}

function isPromiseLike(work: Work): work is PromiseLike<Response> {
  return typeof (work as Partial<PromiseLike<Response>>).then === 'function';
}
