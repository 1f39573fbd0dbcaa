import { TtlCache } from '../ttl-cache.ts';
import { type IdentityLookup, identityOf } from './identity.ts';

/** A Lambda authorizer. */
export interface LambdaAuthorizer {
  readonly id: string;
  readonly type: 'TOKEN' | 'REQUEST';
  readonly identitySource: string | readonly string[];
  /** 0 to 3,600; 300 by default at REST APIs. */
  readonly resultTtlInSeconds: number;
  /** HTTP APIs ask for all identity sources even without caching. */
  readonly api?: 'REST' | 'HTTP';
}

/** What to do about a request that an authorizer guards. */
export type Approach<R> =
  /** 401, and the function is not asked. */
  | { readonly kind: 'unauthorized' }
  | { readonly kind: 'cached'; readonly result: R }
  /** Ask the function, then `keep` its result under the key. */
  | { readonly kind: 'invoke'; readonly key: string | undefined };

const MICROS = 1_000_000;
const MAX_TTL = 3600;

/**
 * What authorizers answered, by stage, authorizer and identity. The method and the path are not in the key: a kept
 * policy goes for the whole API, so one that allows a single method refuses all others until it expires.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-use-lambda-authorizer.html
 */
export class AuthorizerCache<R> {
  readonly #kept = new TtlCache<R>();

  approach(authorizer: LambdaAuthorizer, stage: string, lookup: IdentityLookup, at: number): Approach<R> {
    const caching = authorizer.resultTtlInSeconds > 0;
    const identity = identityOf(authorizer.identitySource, lookup);
    if (!identity) {
      const needed = authorizer.type === 'TOKEN' || caching || authorizer.api === 'HTTP';
      return needed ? { kind: 'unauthorized' } : { kind: 'invoke', key: undefined };
    }
    if (!caching) return { kind: 'invoke', key: undefined };
    const key = JSON.stringify([stage, authorizer.id, ...identity]);
    const result = this.#kept.get(key, at);
    return result === undefined ? { kind: 'invoke', key } : { kind: 'cached', result };
  }

  keep({ resultTtlInSeconds }: LambdaAuthorizer, key: string | undefined, result: R, at: number): void {
    if (key === undefined) return;
    this.#kept.set(key, result, { at, ttl: Math.min(resultTtlInSeconds, MAX_TTL) * MICROS });
  }

  /** FlushStageAuthorizersCache. */
  flush(): void {
    this.#kept.clear();
  }
}
