import { Model } from './contestant.ts';
import { rounds } from './rounds.ts';

const TRANSITIONS = 20_000;

/** Transitions of Standard executions in a second of processor time, with their history, by query language. */
export async function workflows(): Promise<Record<string, number>> {
  const names = { JSONPath: 'path', JSONata: 'jsonata' };
  const models = Object.values(names).map((by) => new Model('workflow', String(TRANSITIONS), by));
  // Each by itself: the two give the same transitions, not the same work.
  const times = await rounds(models, 7);
  return Object.fromEntries(
    Object.keys(names).map((name, i) => [name, TRANSITIONS / (times[i]! / 1e9)] as const),
  );
}
