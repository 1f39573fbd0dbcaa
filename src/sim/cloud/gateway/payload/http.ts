import type { Chunk, Pairs } from '../../http/message.ts';

export type { Pairs } from '../../http/message.ts';

/** A request as it reached the API. */
export interface HttpRequest {
  readonly method: string;
  /** Without stage or base path, decoded. */
  readonly path: string;
  /** Decoded. */
  readonly query: Pairs;
  /** What stands behind the question mark, as it came. */
  readonly rawQuery: string;
  readonly headers: Pairs;
  readonly body: Uint8Array;
}

/** An answer to a client. */
export interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Pairs;
  readonly body: string | Uint8Array;
  /** What of the body comes later, where it is streamed. */
  readonly chunks?: readonly Chunk[] | undefined;
}

type Multi = Record<string, string[]>;

/** Names with all their values. Objects have no prototype, so that any name is only a name. */
export function grouped(pairs: Pairs): Multi {
  const groups: Multi = Object.create(null) as Multi;
  for (const [name, value] of pairs) (groups[name] ??= []).push(value);
  return groups;
}

/** Names with one text each, that their values are made into. */
export function single(pairs: Pairs, of: (values: readonly string[]) => string): Record<string, string> {
  const singles: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, values] of Object.entries(grouped(pairs))) singles[name] = of(values);
  return singles;
}

/** The last value of a header, whatever the case of its name. */
export function headerOf(headers: Pairs, name: string): string | undefined {
  return headers.findLast(([each]) => each.toLowerCase() === name.toLowerCase())?.[1];
}
