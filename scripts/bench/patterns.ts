import { Model } from './contestant.ts';
import { EVENTS, PATTERNS } from './events.ts';
import { rounds } from './rounds.ts';

/**
 * What AWS publishes of event-ruler, its own matcher in Java: thousands of events a second on a notebook of 2019.
 * https://github.com/aws/event-ruler#performance (2026-11-28)
 */
const RULER: Record<string, number> = {
  'equals-ignore-case': 200,
  wildcard: 170,
  'anything-but': 150,
  numeric: 120,
};

/** Events a second of processor time. */
export interface PatternFigures {
  kind: string;
  index: number;
  naive: number;
  /** That of event-ruler, published. */
  ruler: number | undefined;
}

/** Events of 900 bytes, as texts, against five patterns of each kind: the bus's index, and a naive matcher. */
export async function patterns(): Promise<PatternFigures[]> {
  const figures: PatternFigures[] = [];
  for (const kind of Object.keys(PATTERNS)) {
    const models = [new Model('patterns-index', kind), new Model('patterns-naive', kind)];
    const [index, naive] = (await rounds(models, 7)).map((nanos) => EVENTS / (nanos / 1e9));
    const ruler = kind === '300 rules' ? undefined : (RULER[kind] ?? 220) * 1000;
    figures.push({ kind, index: index!, naive: naive!, ruler });
  }
  return figures;
}
