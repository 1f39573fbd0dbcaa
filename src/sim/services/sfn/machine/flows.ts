import { JsonPathFlow } from './json-path-flow.ts';
import { JsonataFlow } from './jsonata-flow.ts';
import type { Visit } from './visit.ts';

/** Where the two languages differ in more than a Flow has, `instanceof` tells them apart. */
export type AnyFlow = JsonPathFlow | JsonataFlow;

/** The data flow of a state, in its query language. */
export function flowOf(visit: Visit): AnyFlow {
  return visit.language === 'JSONata' ? new JsonataFlow(visit) : new JsonPathFlow(visit);
}
