import { within, type Limit } from './limit.ts';

/** What a service allows in tags, and its words for what it does not. What it returns is thrown. */
export interface TagRules {
  readonly limits: { readonly tags: Limit; readonly tagKey: Limit; readonly tagValue: Limit };
  /** A key is too long, holds characters that no key may hold, or begins with `aws:`. */
  badKey(key: string): Error;
  /** A value is too long, or holds characters that no value may hold. */
  badValue(value: string, key: string): Error;
  /** A resource would have that many tags. */
  tooMany(count: number): Error;
}

// https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html (2026-11-28)
const ALLOWED = /^[\p{L}\p{N}\s_.:/=+\-@]*$/u;

/** Tags with others set: a new map, nothing of it the caller's. Throws as the rules say. */
export function withTags(
  tags: ReadonlyMap<string, string>,
  set: Iterable<readonly [key: string, value: string]>,
  { limits, badKey, badValue, tooMany }: TagRules,
): Map<string, string> {
  const all = new Map(tags);
  for (const [key, value] of set) {
    if (!fits(key, limits.tagKey) || /^aws:/i.test(key)) throw badKey(key);
    if (!fits(value, limits.tagValue)) throw badValue(value, key);
    all.set(key, value);
  }
  if (!within(limits.tags, all.size)) throw tooMany(all.size);
  return all;
}

/** Tags without those of some keys; a key that is not there is no error. */
export function withoutTags(tags: ReadonlyMap<string, string>, keys: Iterable<string>): Map<string, string> {
  const left = new Map(tags);
  for (const key of keys) left.delete(key);
  return left;
}

function fits(text: string, limit: Limit): boolean {
  return typeof text === 'string' && within(limit, text.length) && ALLOWED.test(text);
}
