import type { CachePolicy } from './cache-policy.ts';
import type { OriginRequestPolicy } from './origin-request.ts';
import { matchesWildcard } from './wildcard.ts';

/** A cache behavior: what is done with requests whose path matches. */
export interface Behavior {
  /** `images/*.jpg`; `*` of the default behavior, which is the last. */
  readonly pathPattern: string;
  readonly policy: CachePolicy;
  readonly targetOriginId: string;
  readonly allowedMethods?: readonly string[];
  /** GET and HEAD always; OPTIONS where it is said. */
  readonly cachesOptions?: boolean;
  /** What goes on to the origin besides the values of the cache key. */
  readonly originRequest?: OriginRequestPolicy | undefined;
}

/** AWS's default. */
const METHODS = ['GET', 'HEAD'];

/** The first behavior, in their order, whose pattern matches a path; query strings and cookies do not count. */
export function behaviorFor(behaviors: readonly Behavior[], path: string): Behavior | undefined {
  return behaviors.find(({ pathPattern }) => matchesPath(pathPattern, path));
}

/** Patterns match with and without a slash in front. They heed case. */
export function matchesPath(pattern: string, path: string): boolean {
  return matchesWildcard(
    pattern.startsWith('/') ? pattern.slice(1) : pattern,
    path.startsWith('/') ? path.slice(1) : path,
  );
}

/** Whether a behavior takes requests of a method. */
export function allows({ allowedMethods = METHODS }: Behavior, method: string): boolean {
  return allowedMethods.includes(method);
}

/** Whether answers to a method are kept. */
export function caches({ cachesOptions = false }: Behavior, method: string): boolean {
  return method === 'GET' || method === 'HEAD' || (method === 'OPTIONS' && cachesOptions);
}
