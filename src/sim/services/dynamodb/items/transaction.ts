import { AwsError } from '../../../cloud/index.ts';
import { dynamoError, invalid, type CancellationReason } from '../errors.ts';
import { keyAttributes, keyText } from './key.ts';
import { awsItem } from './value.ts';
import type { Prepared } from './write.ts';

const TOKEN_LIFE = 600;

/** Client request tokens: a repeated request is answered without a second write for ten minutes after it finished. */
export class ClientRequestTokens {
  readonly #known = new Map<string, { readonly request: string; readonly until: number }>();

  /** Whether a token's request has been carried out. `request` tells one request from another; `now` in seconds. */
  isRepeated(token: string, request: string, now: number): boolean {
    const before = this.#known.get(token);
    if (!before || before.until <= now) return false;
    if (before.request === request) return true;
    throw dynamoError(
      'IdempotentParameterMismatchException',
      'The client token was used before with other parameters.',
    );
  }

  /** A token's request is carried out. */
  finish(token: string, request: string, now: number): void {
    for (const [old, { until }] of this.#known) {
      if (until > now) break;
      this.#known.delete(old);
    }
    this.#known.delete(token);
    this.#known.set(token, { request, until: now + TOKEN_LIFE });
  }
}

/** Why a transaction does not go through that stumbled over this. */
export function reasonOf(error: unknown): CancellationReason {
  if (!(error instanceof AwsError)) throw error;
  const { name, message } = error;
  if (name === 'ValidationException') return { Code: 'ValidationError', Message: message };
  return { Code: name === 'ThrottlingException' ? 'ThrottlingError' : name.replace('Exception', ''), Message: message }; // prettier-ignore
}

/** Why a write with a condition that does not hold stops its transaction. */
export const unmet = (before: Prepared['before'], shown: boolean): CancellationReason => ({
  Code: 'ConditionalCheckFailed',
  Message: 'The conditional request failed',
  ...(shown && before && { Item: awsItem(before) }),
});

/** Refuses two writes of one item. */
export function checkDistinct(writes: readonly Prepared[]): void {
  const seen = new Map<Prepared['items'], Set<string>>();
  for (const { items, key } of writes) {
    const keys = seen.get(items) ?? new Set();
    seen.set(items, keys);
    const text = JSON.stringify(keyAttributes(items.key).map(({ name }) => keyText(key[name]!)));
    if (keys.has(text)) throw invalid('Transaction request cannot include multiple operations on one item');
    keys.add(text);
  }
}
