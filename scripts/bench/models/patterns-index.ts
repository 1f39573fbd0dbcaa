import { compilePattern, PatternIndex, readEvent } from '../../../src/sim/cloud/pattern/index.ts';
import { PATTERNS, TEXTS } from '../events.ts';

/** Events, as texts, meet patterns as they do on an event bus. Gives the matches. */
export function run(kind: string): number {
  const index = new PatternIndex<number>();
  for (const [i, pattern] of PATTERNS[kind]!.entries()) index.set(i, compilePattern(JSON.stringify(pattern)));
  let matched = 0;
  for (const text of TEXTS) matched += index.matching(readEvent(text)).length;
  return matched;
}
