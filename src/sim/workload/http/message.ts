import type { HttpError, Request, Response } from '../../cloud/endpoints/index.ts';

/**
 * How a call ended: the one value that it settles with. Latency in seconds from the call to its end; `attempts` counts
 * the first one, and those that the client itself held back.
 */
export type Outcome =
  | {
      readonly kind: 'response';
      readonly response: Response;
      readonly attempts: number;
      readonly latency: number;
    }
  | { readonly kind: 'error'; readonly error: HttpError; readonly attempts: number; readonly latency: number }
  | { readonly kind: 'abort'; readonly attempts: number; readonly latency: number };

// Safe to repeat by their definition: https://www.rfc-editor.org/rfc/rfc9110#section-9.2.2
const idempotentMethods = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);

/** Whether a request may be sent again when nobody knows what became of it. */
export function isIdempotent({ method = 'GET', idempotent }: Request): boolean {
  return idempotent ?? idempotentMethods.has(method);
}
