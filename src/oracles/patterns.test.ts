import { describe, expect, test } from 'vitest';
import { compilePattern, matches, PatternError, readEvent } from '../sim/cloud/pattern/index.ts';
import { beforeSource, readRows } from './rows.ts';

interface Match {
  name: string;
  patternText: string;
  eventText?: string;
  expected: boolean | 'error';
  errorMessage?: string;
}

interface Validity {
  patternText: string;
  valid: boolean;
  error?: string;
}

/** Why a pattern is refused; undefined where it is valid. */
function refusalOf(patternText: string): string | undefined {
  try {
    compilePattern(patternText);
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(PatternError);
    return (error as PatternError).message;
  }
}

/** What event-ruler's older compiler said of lists and wildcards within `anything-but`. */
const OLDER = [
  'Only one key allowed in match expression',
  'Inside anything-but/ignore-case list, number|start|null|boolean is not supported.',
  'prefix/suffix match pattern must be a string',
  'Unsupported anything-but pattern: wildcard',
];

/**
 * Some rows were recorded with event-ruler's older compiler, which has no `$or` and takes neither lists nor wildcards
 * within `anything-but`. The service itself answers as the newer one does (other rows show it), so of these patterns
 * only the verdict is compared.
 */
function isOfOlderCompiler(patternText: string, message: string): boolean {
  if (patternText.includes('"$or"')) return message.startsWith('Unrecognized match type');
  const within = /"anything-but": \{ ?"(prefix|suffix|wildcard|equals-ignore-case)"/;
  return within.test(patternText) && OLDER.includes(message);
}

/** Compares refusals; answers how many have AWS's words. */
function sameRefusals(rows: readonly { patternText: string; message: string }[]): number {
  return rows.filter(({ patternText, message }) => {
    const refusal = refusalOf(patternText);
    expect(refusal, patternText).toBeDefined();
    const wanted = beforeSource(message).replace('Event pattern is not valid. Reason: ', '');
    if (!isOfOlderCompiler(patternText, wanted)) expect(refusal, patternText).toBe(wanted);
    return refusal === wanted;
  }).length;
}

describe('event patterns', () => {
  const rows = readRows<Match>('eventbridge-patterns');
  test.skipIf(!rows)('recorded events match, or do not, as AWS says', () => {
    const verdicts = rows!.filter((row) => row.expected !== 'error');
    for (const { name, patternText, eventText = '{}', expected } of verdicts)
      expect(matches(compilePattern(patternText), readEvent(eventText)), name).toBe(expected);
    const refused = rows!.filter((row) => row.expected === 'error');
    const words = sameRefusals(
      refused.map(({ patternText, errorMessage = '' }) => ({ patternText, message: errorMessage })),
    );
    expect([verdicts.length, refused.length, words]).toEqual([751, 65, 52]);
  });

  const validity = readRows<Validity>('eventbridge-pattern-validity');
  test.skipIf(!validity)('recorded patterns are valid, or not, as AWS says', () => {
    const valid = validity!.filter((row) => row.valid);
    for (const { patternText } of valid) expect(refusalOf(patternText), patternText).toBeUndefined();
    const refused = validity!.filter((row) => !row.valid);
    const words = sameRefusals(
      refused.map(({ patternText, error = '' }) => ({ patternText, message: error })),
    );
    expect([valid.length, refused.length, words]).toEqual([30, 49, 35]);
  });
});
