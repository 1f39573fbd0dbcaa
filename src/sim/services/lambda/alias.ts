import type { AliasRouting } from './shifting/routing.ts';

/** A name for a version, or for two of which the second gets a share of the calls. */
export interface Alias {
  readonly name: string;
  routing: AliasRouting;
  /** As the caller gave it. */
  weights: Readonly<Record<string, number>> | undefined;
  description: string;
  revisionId: string;
}
