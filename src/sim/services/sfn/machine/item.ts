import type { Json, JsonObject } from './json.ts';

/** What one iteration, or one child execution, gets. */
export interface Item {
  /** `$$.Map`: the item as it was found, and its place. */
  readonly context: JsonObject;
  readonly input: Json;
  /** How many items a batch has. Default 1. */
  readonly size?: number;
}
