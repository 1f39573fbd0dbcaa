import { invalidParameter } from '../errors.ts';
import { tokensOf, type Token } from './query-tokens.ts';
import { readTest } from './query-condition.ts';
import type { Query } from './query.ts';

/** "An expression can have a maximum length of 2000 characters": the API reference of PlacementConstraint. */
export const LONGEST_EXPRESSION = 2000;

/**
 * Reads an expression of the cluster query language: `subject operator [argument]`, joined by `and`, `or`, `not`
 * and parentheses. `not` binds most and `or` least, as in other languages; AWS does not say. Throws
 * InvalidParameterException in words of ours.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/cluster-query-language.html
 */
export function readQuery(expression: string): Query {
  if (expression.length > LONGEST_EXPRESSION) {
    throw invalidParameter(`An expression has at most ${LONGEST_EXPRESSION} characters.`);
  }
  const reader = new QueryReader(tokensOf(expression));
  return reader.read();
}

class QueryReader {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  read(): Query {
    const query = this.#either();
    const rest = this.#tokens[this.#at];
    if (rest) throw invalidParameter(`The expression goes on with ${rest.text} where it should end.`);
    return query;
  }

  #either(): Query {
    const parts = [this.#both()];
    while (this.#takes('or', '||')) parts.push(this.#both());
    return parts.length === 1 ? parts[0]! : (room) => parts.some((part) => part(room));
  }

  #both(): Query {
    const parts = [this.#one()];
    while (this.#takes('and', '&&')) parts.push(this.#one());
    return parts.length === 1 ? parts[0]! : (room) => parts.every((part) => part(room));
  }

  #one(): Query {
    if (this.#takes('not', '!')) {
      const inner = this.#one();
      return (room) => !inner(room);
    }
    if (this.#takes('(')) {
      const inner = this.#either();
      if (!this.#takes(')')) throw invalidParameter('The expression has a ( without its ).');
      return inner;
    }
    const subject = this.#next('a subject');
    const operator = this.#next('an operator');
    if (subject.kind !== 'word' || operator.kind === 'quoted') {
      throw invalidParameter(`An expression is subject, operator, argument; it has ${subject.text}.`);
    }
    const needsNone = /^(exists|!exists|not_exists)$/.test(operator.text);
    const list = /^(in|!in|not_in)$/.test(operator.text);
    const given = needsNone ? [] : list ? this.#list() : [this.#argument()];
    return readTest(subject.text, operator.text, given);
  }

  #argument(): string {
    const token = this.#next('an argument');
    if (token.kind === 'sign') throw invalidParameter(`The expression has ${token.text} for an argument.`);
    return token.text;
  }

  #list(): string[] {
    if (!this.#takes('[')) throw invalidParameter('The operator wants a list in brackets.');
    const values: string[] = [];
    do values.push(this.#argument());
    while (this.#takes(','));
    if (!this.#takes(']')) throw invalidParameter('The expression has a [ without its ].');
    return values;
  }

  #next(what: string): Token {
    const token = this.#tokens[this.#at++];
    if (!token) throw invalidParameter(`The expression ends where ${what} should be.`);
    return token;
  }

  #takes(...texts: string[]): boolean {
    const token = this.#tokens[this.#at];
    if (!token || token.kind === 'quoted' || !texts.includes(token.text)) return false;
    this.#at++;
    return true;
  }
}
