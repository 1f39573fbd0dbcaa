import { cloudFrontError } from './errors.ts';
import type { Exchange } from './origin.ts';
import type { Fetch, Source, Done } from './source.ts';

/** An origin that can be asked; it calls back once. */
export type Ask = (request: Fetch, done: (outcome: Exchange) => void) => void;

/** One origin, or two of which the second is asked where the first fails. */
export interface OriginGroup {
  readonly primary: Ask;
  readonly secondary?: Ask | undefined;
  /** The status codes that lead to the secondary. */
  readonly failoverCodes?: readonly number[];
  /** OPTIONS fails over only where it is among the cached methods. */
  readonly cachesOptions?: boolean;
}

/** Codes that may be chosen. */
const CODES: ReadonlySet<number> = new Set([400, 403, 404, 416, 429, 500, 502, 503, 504]);

/** Throws for codes that cannot lead to another origin. */
export function checkFailoverCodes(codes: readonly number[]): void {
  const other = codes.find((code) => !CODES.has(code));
  if (other !== undefined)
    throw cloudFrontError('InvalidArgument', `${other} is not a failover status code.`);
}

/** Every request tries the first origin first: nothing is remembered. */
export class Origins implements Source {
  readonly #group: OriginGroup;

  constructor(group: OriginGroup) {
    this.#group = group;
  }

  fetch(request: Fetch, done: Done): void {
    const { primary, secondary } = this.#group;
    primary(request, (first) => {
      if (secondary && this.#failsOver(request.method, first))
        secondary(request, ({ response }) => done(response, 'Miss'));
      else done(first.response, 'Miss');
    });
  }

  /** No connection counts as 503, no response as 504. */
  #failsOver(method: string, { failure, response }: Exchange): boolean {
    const { failoverCodes = [], cachesOptions = false } = this.#group;
    if (method !== 'GET' && method !== 'HEAD' && !(method === 'OPTIONS' && cachesOptions)) return false;
    const code = failure === 'connection' ? 503 : failure === 'response' ? 504 : response.status;
    return failoverCodes.includes(code);
  }
}
