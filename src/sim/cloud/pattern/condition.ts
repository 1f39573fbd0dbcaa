import { comparable } from '../json/number.ts';
import { addressDigits } from '../ip-address.ts';
import { endsIgnoringCase, equalsIgnoringCase, type Letters, startsIgnoringCase } from './ignore-case.ts';
import { matchesWildcard, type Wildcard } from './wildcard.ts';

/** One value of an event: a string, a number as written, or one of the words `true`, `false`, `null`. */
export class Leaf {
  readonly kind: 'string' | 'number' | 'word';
  readonly text: string;
  #number: number | undefined | null = null;
  #address: string | undefined | null = null;

  constructor(kind: 'string' | 'number' | 'word', text: string) {
    this.kind = kind;
    this.text = text;
  }

  /** The number, where it can be compared. */
  get number(): number | undefined {
    if (this.#number === null) this.#number = this.kind === 'number' ? comparable(this.text) : undefined;
    return this.#number;
  }

  /** The string's IP address as digits, if it is one. */
  get address(): string | undefined {
    if (this.#address === null) this.#address = this.kind === 'string' ? addressDigits(this.text) : undefined;
    return this.#address;
  }
}

/** What a pattern asks of a value. Comparisons of text see strings only, those of numbers numbers only. */
export type Condition =
  | { readonly kind: 'equals'; readonly text: string }
  /** `true`, `false`, `null`, or a number that is equal to nothing but its own text. */
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'numeric';
      readonly low: number;
      readonly high: number;
      /** Whether the bound itself is outside. */
      readonly above: boolean;
      readonly below: boolean;
    }
  | { readonly kind: 'cidr'; readonly low: string; readonly high: string }
  | { readonly kind: 'prefix' | 'suffix'; readonly text: string }
  | {
      readonly kind: 'equals-ignore-case' | 'prefix-ignore-case' | 'suffix-ignore-case';
      readonly letters: Letters;
    }
  | { readonly kind: 'wildcard'; readonly wildcard: Wildcard }
  | { readonly kind: 'anything-but'; readonly excluded: readonly Condition[] }
  | { readonly kind: 'exists' };

/** Whether a value fulfils a condition. */
export function holds(condition: Condition, leaf: Leaf): boolean {
  const text = leaf.kind === 'string' ? leaf.text : undefined;
  switch (condition.kind) {
    case 'equals':
      return text === condition.text;
    case 'literal':
      return text === undefined && leaf.text === condition.text;
    case 'numeric': {
      const { number } = leaf;
      if (number === undefined) return false;
      if (condition.above ? number <= condition.low : number < condition.low) return false;
      return condition.below ? number < condition.high : number <= condition.high;
    }
    case 'cidr': {
      const { address } = leaf;
      if (address?.length !== condition.low.length) return false;
      return condition.low <= address && address <= condition.high;
    }
    case 'prefix':
      return text !== undefined && text.startsWith(condition.text);
    case 'suffix':
      return text !== undefined && text.endsWith(condition.text);
    case 'equals-ignore-case':
      return text !== undefined && equalsIgnoringCase(condition.letters, text);
    case 'prefix-ignore-case':
      return text !== undefined && startsIgnoringCase(condition.letters, text);
    case 'suffix-ignore-case':
      return text !== undefined && endsIgnoringCase(condition.letters, text);
    case 'wildcard':
      return text !== undefined && matchesWildcard(condition.wildcard, text);
    case 'anything-but':
      // Whatever is there and not excluded, a value of another kind and null included.
      return !condition.excluded.some((excluded) => holds(excluded, leaf));
    case 'exists':
      return true;
  }
}
