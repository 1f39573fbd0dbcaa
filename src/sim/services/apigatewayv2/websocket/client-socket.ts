import { Reply, type Simulation, type Store } from '../../../kernel/index.ts';

/** How a connection ended. */
export interface SocketClose {
  /** A close code of RFC 6455: 1001 after a limit of time, 1005 where the client gave none, 1009 for a message that is too big. */
  readonly code: number;
  /** In words. */
  readonly reason: string;
}

/** What the client's end asks of the gateway. */
export interface SocketEnd {
  /** The client sends something: its text, or undefined for bytes, and the sizes of its frames. */
  message(text: string | undefined, frames: readonly number[]): void;
  /** The client ends the connection. */
  leave(why: SocketClose): void;
}

/** How a client sends a message. */
export interface SendOptions {
  /** Bytes of a frame at most: a longer message goes in several. Default: all in one, as browsers send it. */
  frame?: number;
}

/** The client's end of a connection to a WebSocket API: what a browser or a program holds. */
export class ClientSocket {
  /** The connection's id, which a real client does not see. */
  readonly connectionId: string;
  readonly #simulation: Simulation;
  readonly #end: SocketEnd;
  readonly #inbox: Store<string | undefined>;
  readonly #ended: Reply<SocketClose>;
  #waiting = 0;
  #closed: SocketClose | undefined;

  /** Made by `connect`. */
  constructor(simulation: Simulation, connectionId: string, end: SocketEnd) {
    this.#simulation = simulation;
    this.connectionId = connectionId;
    this.#end = end;
    this.#inbox = simulation.store<string | undefined>(Infinity, 'messages');
    this.#ended = simulation.reply<SocketClose>('the end of a connection');
  }

  /** How it ended; undefined while it is open. */
  get closed(): SocketClose | undefined {
    return this.#closed;
  }

  /** Sends a message: text or bytes as they are, anything else as JSON. Once it is closed, nothing is sent. */
  send(data: unknown, { frame = Infinity }: SendOptions = {}): void {
    if (this.#closed) return;
    const bytes = data instanceof Uint8Array;
    const text = bytes ? undefined : typeof data === 'string' ? data : JSON.stringify(data);
    const size = bytes ? data.length : new TextEncoder().encode(text).length;
    const frames = [];
    for (let left = size; left > 0 || frames.length === 0; left -= frame) frames.push(Math.min(left, frame));
    this.#end.message(text, frames);
  }

  /** Waits for the next message; settles with undefined once it is closed and nothing is left. */
  receive(): Reply<string | undefined> {
    if (this.#inbox.length === 0) {
      if (this.#closed) return Reply.resolved(this.#simulation, undefined, 'a message');
      this.#waiting++;
    }
    return this.#inbox.get();
  }

  /** The messages that have come and nobody has taken. */
  read(): string[] {
    const found: string[] = [];
    while (this.#inbox.length > 0) {
      const text = this.#inbox.get().take();
      if (text !== undefined) found.push(text);
    }
    return found;
  }

  /** Settles when the connection ends, with how. */
  whenClosed(): Reply<SocketClose> {
    return this.#ended;
  }

  /** Ends it with a close frame. Default code: none, which the gateway notes as 1005. */
  close(code = 1005, reason = ''): void {
    this.#end.leave({ code, reason });
  }

  /** The network breaks: no close frame is sent, which the gateway notes as 1006. */
  drop(): void {
    this.#end.leave({ code: 1006, reason: '' });
  }

  /** @internal A message reaches the client. */
  deliver(text: string): void {
    if (this.#closed) return;
    if (this.#waiting > 0) this.#waiting--;
    void this.#inbox.put(text);
  }

  /** @internal The connection has ended. */
  ended(why: SocketClose): void {
    if (this.#closed) return;
    this.#closed = why;
    // Whoever waits gets nothing more.
    for (; this.#waiting > 0; this.#waiting--) void this.#inbox.put(undefined);
    this.#ended.resolve(why);
  }
}
