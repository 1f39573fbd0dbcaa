import type { Simulation, Timer } from '../../../kernel/index.ts';
import { apiGatewayV2Limits as limits } from '../limits.ts';
import type { HttpApi } from '../http-api.ts';
import type { ClientSocket, SocketClose } from './client-socket.ts';

/** After 10 minutes without a message, and after 2 hours, API Gateway goes away. */
const GOING_AWAY: SocketClose = { code: 1001, reason: 'Going away' };

/** A connection as the gateway has it: who holds it, at which stage, and until when. */
export class Connection {
  /** Its id, by which back ends answer. */
  readonly id: string;
  /** The API that it is of. */
  readonly api: HttpApi;
  /** The name of the stage. */
  readonly stage: string;
  /** The client's end. */
  readonly socket: ClientSocket;
  /** The address that the client came from. */
  readonly sourceIp: string;
  /** What the client said that it is; empty where it said nothing. */
  readonly userAgent: string;
  /** Milliseconds since 1970. */
  readonly connectedAt: number;
  /** Milliseconds since 1970 of the last message, either way. */
  lastActiveAt: number;
  /** What the authorizer of `$connect` found: all events of the connection carry it. */
  readonly authorizer: Readonly<Record<string, unknown>> | undefined;
  readonly #simulation: Simulation;
  readonly #end: Timer;
  #idle: Timer;
  readonly #close: (why: SocketClose) => void;

  /** Made once `$connect` has let the client in. */
  constructor(
    simulation: Simulation,
    place: Pick<Connection, 'id' | 'api' | 'stage' | 'socket' | 'sourceIp' | 'userAgent' | 'connectedAt' | 'authorizer'>, // prettier-ignore
    close: (why: SocketClose) => void,
  ) {
    this.#simulation = simulation;
    this.id = place.id;
    this.api = place.api;
    this.stage = place.stage;
    this.socket = place.socket;
    this.sourceIp = place.sourceIp;
    this.userAgent = place.userAgent;
    this.connectedAt = place.connectedAt;
    this.lastActiveAt = simulation.epochMillis;
    this.authorizer = place.authorizer;
    this.#close = close;
    this.#end = simulation.timer(limits.connectionDuration.max, () => this.#close(GOING_AWAY));
    this.#idle = this.#idleTimer(limits.idle.max);
  }

  /** What GetConnection tells of it. */
  described() {
    const { sourceIp, userAgent, connectedAt, lastActiveAt } = this;
    return { connectedAt: new Date(connectedAt), identity: { sourceIp, userAgent }, lastActiveAt: new Date(lastActiveAt) }; // prettier-ignore
  }

  /** A message passes, either way. */
  touch(): void {
    this.lastActiveAt = this.#simulation.epochMillis;
  }

  /** Its timers end. */
  end(): void {
    this.#end.cancel();
    this.#idle.cancel();
  }

  /** One timer serves: where messages have passed meanwhile, it waits for what is left. */
  #idleTimer(seconds: number): Timer {
    return this.#simulation.timer(seconds, () => {
      const left = limits.idle.max - (this.#simulation.epochMillis - this.lastActiveAt) / 1000;
      if (left <= 0) this.#close(GOING_AWAY);
      else this.#idle = this.#idleTimer(left);
    });
  }
}
