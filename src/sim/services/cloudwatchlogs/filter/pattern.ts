import { invalid } from '../errors.ts';
import { matchDelimited, readDelimited } from './delimited.ts';
import { matchesJson, readJsonPattern, readPropertySelector, select, textOf } from './json-pattern.ts';
import { matchesTerms, readTerms } from './terms.ts';

/** A message that a pattern matched. */
export interface Match {
  /** The value of `$.latency` or `$bytes`, as metric values and dimensions name it. */
  value(selector: string): string | undefined;
}

/** A pattern that was read. */
export interface FilterPattern {
  kind: 'terms' | 'json' | 'delimited';
  match(message: string): Match | undefined;
}

const MAX_LENGTH = 1024;
const NO_VALUES: Match = { value: () => undefined };

/** Reads a filter pattern of one of the three kinds. An empty one matches everything. */
export function compileFilterPattern(text: string): FilterPattern {
  if (text.length > MAX_LENGTH) {
    throw invalid(
      `1 validation error detected: Value '${text}' at 'filterPattern' failed to satisfy constraint: Member must have length less than or equal to ${MAX_LENGTH}`,
    );
  }
  const trimmed = text.trim();
  if (trimmed.startsWith('{')) return jsonPattern(trimmed);
  if (trimmed.startsWith('[')) return delimitedPattern(trimmed);
  const terms = readTerms(trimmed);
  return { kind: 'terms', match: (message) => (matchesTerms(terms, message) ? NO_VALUES : undefined) };
}

function jsonPattern(text: string): FilterPattern {
  const pattern = readJsonPattern(text);
  return {
    kind: 'json',
    match(message) {
      const event = parse(message);
      if (typeof event !== 'object' || event === null || !matchesJson(pattern, event)) return undefined;
      return { value: (selector) => textOf(select(event, readPropertySelector(selector))[0]) };
    },
  };
}

function delimitedPattern(text: string): FilterPattern {
  const pattern = readDelimited(text);
  return {
    kind: 'delimited',
    match(message) {
      const fields = matchDelimited(pattern, message);
      return fields && { value: (selector) => fields.get(selector.slice(1)) };
    },
  };
}

function parse(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
