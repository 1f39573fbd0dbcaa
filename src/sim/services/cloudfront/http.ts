/** Headers by lower-case name. */
export type Headers = ReadonlyMap<string, string>;

/** What a viewer asks. */
export interface ViewerRequest {
  readonly method: string;
  /** From the slash on, without the query string. */
  readonly path: string;
  /** Without its question mark. */
  readonly query?: string;
  readonly headers?: Headers;
  readonly body?: unknown;
}

/** What goes on to the origin. */
export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
  readonly body?: unknown;
}

/** An answer on its way through the layers. */
export interface Response {
  readonly status: number;
  readonly headers: Headers;
  /** Bytes. */
  readonly size: number;
  readonly body?: unknown;
  /** When the origin gave or confirmed it: its age counts from here, through all layers. Seconds. */
  readonly at: number;
}

/** By what an origin can tell whether a copy is still the newest: ETag, or else Last-Modified. */
export function validatorOf(headers: Headers): string | undefined {
  return headers.get('etag') ?? headers.get('last-modified');
}
