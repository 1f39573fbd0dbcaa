import { allows, type Behavior, behaviorFor, caches } from './behaviors.ts';
import { cacheKey, keyedUrl } from './cache-key.ts';
import { isDisabled } from './cache-policy.ts';
import type { ErrorCaching } from './error-caching.ts';
import { type Response, type ViewerRequest, validatorOf } from './http.ts';
import { type Layers, routeOf, send } from './layers.ts';
import { sentOf } from './origin-request.ts';
import type { Done } from './source.ts';

/** What a distribution does with requests. */
export interface DispatchOptions {
  readonly domain: string;
  /** In their order, the default behavior at the end. */
  readonly behaviors: readonly Behavior[];
  readonly errors?: ErrorCaching;
}

/** What becomes of a viewer's request at a point of presence: which behavior, which key, which way. */
export class Dispatch {
  /** Its domain. */
  readonly domain: string;
  readonly #behaviors: readonly Behavior[];
  readonly #errors: ErrorCaching | undefined;

  constructor({ domain, behaviors, errors }: DispatchOptions) {
    this.domain = domain;
    this.#behaviors = behaviors;
    this.#errors = errors;
  }

  /** The behavior of a path. */
  behavior(path: string): Behavior | undefined {
    return behaviorFor(this.#behaviors, path);
  }

  /** `layers` are those to the origin of the request's behavior. The viewer's own Cache-Control is of no account. */
  request(viewer: ViewerRequest, layers: Layers, now: number, done: Done): void {
    const { method, path, headers } = viewer;
    const behavior = this.behavior(path);
    if (!behavior || !allows(behavior, method)) return done(refusal(403, now), 'Error');
    const { policy, originRequest } = behavior;
    const isKept = caches(behavior, method) && !isDisabled(policy);
    // No collapsing where cookies go on to the origin.
    const cookies = policy.cookies.behavior !== 'none' || (originRequest?.cookies.behavior ?? 'none') !== 'none'; // prettier-ignore
    const request = {
      method,
      key: cacheKey(this.domain, viewer, policy),
      url: `${this.domain}${keyedUrl(viewer, policy)}`,
      ttl: policy,
      collapses: isKept && !cookies,
      sent: sentOf(viewer, policy, originRequest),
      ...(this.#errors && { errors: this.#errors }),
    };
    const condition = headers?.get('if-none-match') ?? headers?.get('if-modified-since');
    send(request, routeOf(method, isKept, layers), (response, result) => {
      const same =
        response.status === 200 && condition !== undefined && condition === validatorOf(response.headers);
      done(same ? { ...response, status: 304, size: 0 } : response, result);
    });
  }
}

/** An answer of CloudFront's own. */
export function refusal(status: number, at: number, headers: Response['headers'] = new Map()): Response {
  return { status, headers, size: 0, at };
}
