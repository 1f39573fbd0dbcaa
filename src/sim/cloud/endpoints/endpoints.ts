import { Reply, type RandomStream, type Simulation } from '../../kernel/index.ts';
import { Connection, type Wire } from './connection.ts';
import { Endpoint, type EndpointOptions, type Handler } from './endpoint.ts';
import { HttpError } from './message.ts';
import type { World } from '../region.ts';
import type { DnsAnswer, Passage, Relay } from './relay.ts';
import { transit, type Network } from './network.ts';

/** How a world of endpoints hangs together. */
export interface EndpointsOptions {
  /** What lies between places. Default: half a millisecond each way, no loss. */
  network?: Network;
  /** What meets those who connect to an address where nothing is. Default: nothing comes back. */
  vacant?: 'black-hole' | 'refuse';
  /** Names the random stream. Default `network`. */
  name?: string;
}

/** All that answers, by address. */
export class Endpoints {
  readonly #simulation: Simulation;
  readonly #network: Network;
  readonly #vacant: 'black-hole' | 'refuse';
  readonly #random: RandomStream;
  readonly #endpoints = new Map<string, Endpoint>();
  readonly #relays = new Map<string, Relay>();
  readonly #names = new Map<string, (from: string) => DnsAnswer>();

  /** Made by `Cloud`. */
  constructor(simulation: Simulation, options: EndpointsOptions = {}) {
    this.#simulation = simulation;
    this.#network = options.network ?? (() => ({ delay: 0.0005 }));
    this.#vacant = options.vacant ?? 'black-hole';
    this.#random = simulation.random(options.name ?? 'network');
  }

  /** Lets something answer at an address. Throws where another does already. */
  listen(address: string, handler: Handler, options?: EndpointOptions): Endpoint {
    if (this.#endpoints.has(address)) throw new Error(`Something listens at ${address} already.`);
    const endpoint = new Endpoint(address, handler, options);
    this.#endpoints.set(address, endpoint);
    return endpoint;
  }

  /** Gives what answers at one address another one besides, which `remove` takes away alone. */
  alias(address: string, endpoint: Endpoint): void {
    if (this.#endpoints.has(address)) throw new Error(`Something listens at ${address} already.`);
    this.#endpoints.set(address, endpoint);
  }

  /** Lets connections to an address be passed on, one by one, to another one: a balancer of flows. */
  relay(address: string, relay: Relay): void {
    this.#relays.set(address, relay);
  }

  /** Gives a name of AWS's own its addresses, as its DNS answers them to whoever asks from a place. Undefined takes the name away. */
  name(host: string, answer: ((from: string) => DnsAnswer) | undefined): void {
    if (answer) this.#names.set(host.toLowerCase(), answer);
    else this.#names.delete(host.toLowerCase());
  }

  /** What AWS's DNS says of one of its own names; undefined for any other name. */
  resolve(host: string, from: string): DnsAnswer | undefined {
    return this.#names.get(host.toLowerCase())?.(from);
  }

  /** Whether something answers at an address, or is passed on from there. */
  answers(address: string): boolean {
    return this.#endpoints.has(address) || this.#relays.has(address);
  }

  /** What answers at an address. */
  at(address: string): Endpoint | undefined {
    return this.#endpoints.get(address);
  }

  /** Nothing answers there any more; where it is the endpoint's own address, its open connections are reset. */
  remove(address: string): void {
    this.#relays.delete(address);
    const endpoint = this.#endpoints.get(address);
    if (!endpoint) return;
    if (endpoint.address === address) endpoint.condition = { kind: 'refuse' };
    this.#endpoints.delete(address);
  }

  /**
   * Opens a connection from a place. Settles after a round trip, and one more for each of `extra` (TLS 1.3 takes one,
   * TLS 1.2 two); rejects where it is refused; settles never where nothing comes back.
   */
  connect(from: string, address: string, extra = 0): Reply<Connection> {
    const relay = this.#relays.get(address);
    if (relay) return this.#relayed(relay, from, address, extra);
    return this.#direct(from, address, extra, this.#wire(from, this.at(address)?.place ?? address));
  }

  #wire(from: string, to: string): Wire {
    return {
      there: () => transit(this.#network(from, to), this.#random),
      back: () => transit(this.#network(to, from), this.#random),
    };
  }

  #relayed(relay: Relay, from: string, address: string, extra: number): Reply<Connection> {
    const reply = new Reply<Connection>(this.#simulation, `a connection to ${address}`);
    const near = this.#wire(from, relay.place);
    let onward: Reply<Connection> | undefined;
    // Whoever gives up before it is passed on has never been there.
    let gaveUp = false;
    reply.onAbandon = () => {
      gaveUp = true;
      onward?.onAbandon?.();
    };
    this.#after(near.there(), () => {
      if (gaveUp) return;
      const verdict = relay.admits?.(from) ?? 'open';
      if (verdict === 'dropped') return;
      const passage = verdict === 'open' ? relay.open(from) : 'refused';
      if (passage === 'dropped') return;
      if (passage === 'refused')
        return this.#after(near.back(), () => reply.reject(new HttpError('refused', address)));
      onward = this.#direct(passage.from, passage.to, extra, this.#through(near, passage));
      void this.#simulation.process(function* () {
        try {
          const connection = yield* onward!;
          passage.opened(connection);
          if (gaveUp || reply.settled) connection.close();
          else reply.resolve(connection);
        } catch (error) {
          passage.closed();
          reply.reject(error);
        }
      }, address);
    });
    return reply;
  }

  /** The way through a relay, which looks at each packet: one of a flow that it no longer knows is answered with a reset. */
  #through(near: Wire, passage: Passage): Wire {
    const far = this.#wire(passage.from, this.at(passage.to)?.place ?? passage.to);
    let syn = true;
    return {
      there: () => {
        if (!syn && !passage.packet()) {
          this.#simulation.schedule(0, () => passage.reset());
          return Infinity;
        }
        // The first one has come to the relay already.
        const whole = syn ? far.there() : near.there() + far.there();
        syn = false;
        return whole;
      },
      back: () => near.back() + far.back(),
      closed: () => passage.closed(),
    };
  }

  #direct(from: string, address: string, extra: number, wire: Wire): Reply<Connection> {
    const reply = new Reply<Connection>(this.#simulation, `a connection to ${address}`);
    let gaveUp = false;
    reply.onAbandon = () => {
      gaveUp = true;
      if (reply.settled && !reply.rejected) reply.take().close();
    };
    this.#after(wire.there(), () => {
      const endpoint = this.at(address);
      const condition = endpoint?.condition.kind ?? this.#vacant;
      const verdict = endpoint?.admits(from) ?? 'open';
      if (condition === 'black-hole' || verdict === 'dropped') return;
      if (!endpoint || condition === 'refuse' || verdict === 'refused') {
        return this.#after(wire.back(), () => reply.reject(new HttpError('refused', address)));
      }
      let wait = wire.back();
      for (let i = 0; i < extra; i++) wait += wire.there() + wire.back();
      this.#after(wait, () => {
        // The client may have given up meanwhile: its timeout has rejected the reply.
        if (gaveUp || reply.settled) return;
        reply.resolve(new Connection(this.#simulation, endpoint, wire, from));
      });
    });
    return reply;
  }

  #after(delay: number, action: () => void): void {
    if (delay < Infinity) this.#simulation.schedule(delay, action);
  }
}

/** Seconds that a message takes from one address to another, one way, where nothing is wrong: within a Region. An assumption. */
const ONE_WAY = 0.0005;
const worlds = new WeakMap<World, Endpoints>();

/** The endpoints of a cloud, made where they are first asked for. What lies between two places is up to the faults. */
export function endpointsOf(world: World): Endpoints {
  let endpoints = worlds.get(world);
  if (!endpoints) {
    const network = (from: string, to: string) => {
      const { up, loss, delay } = world.faults.link(from, to);
      return { up, loss, delay: delay + ONE_WAY };
    };
    worlds.set(world, (endpoints = new Endpoints(world.simulation, { network })));
  }
  return endpoints;
}
