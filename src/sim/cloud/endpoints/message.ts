/** What a client asks for. */
export interface Request {
  /** Default GET. */
  method?: string;
  /** The name or address that it asks: what DNS resolves, and what the connection is kept open for. */
  host: string;
  /** Default `/`. */
  path?: string;
  /** By name in small letters. */
  headers?: ReadonlyMap<string, string>;
  /** The cookies that go along, by name. */
  cookies?: ReadonlyMap<string, string>;
  /** Says that asking twice does no more than asking once, whatever the method. */
  idempotent?: boolean;
  /** Whatever the client puts there. */
  body?: unknown;
}

/** What comes back. */
export interface Response {
  /** 200 and the like. */
  status: number;
  /** By name in small letters. */
  headers?: ReadonlyMap<string, string>;
  /** Cookies that it sets. */
  setCookies?: readonly SetCookie[];
  /** Whatever the server puts there. */
  body?: unknown;
  /** Whether the server closes the connection after it, as `Connection: close` says. */
  close?: boolean;
}

/** A cookie that a server gives its visitor. */
export interface SetCookie {
  /** Its name. */
  name: string;
  /** Its value. */
  value: string;
  /** Seconds until it is forgotten; 0 or less: at once. Default: it lasts as long as the visit. */
  maxAge?: number;
}

/** Why there is no response. */
export type Failure =
  /** DNS knows no such name, or it has no address. */
  | 'unknown host'
  /** DNS gave no answer. */
  | 'no DNS answer'
  /** Nobody listens at the address. */
  | 'refused'
  /** No connection in time. */
  | 'connect timeout'
  /** A connection, but no response in time. */
  | 'read timeout'
  /** The connection broke before the response was there. */
  | 'reset'
  /** No free connection in time: the client's own limit. */
  | 'pool timeout'
  /** The client's circuit breaker didn't let it through. */
  | 'circuit open'
  /** The time for the whole call, retries included, was over. */
  | 'call timeout';

/** Thrown by a connection, or by what leads to one. */
export class HttpError extends Error {
  override name = 'HttpError';
  /** Why there is no response. */
  readonly failure: Failure;

  /** Says why, and where. */
  constructor(failure: Failure, where: string) {
    super(`${where}: ${failure}`);
    this.failure = failure;
  }
}
