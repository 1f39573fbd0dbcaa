import type { Limit } from './limit.ts';

type Bounds = Pick<Limit, 'default' | 'min' | 'max'>;

/** A row of limits on one line; its bounds keep their types. */
export function limitRow<B extends Bounds>(
  name: string,
  unit: string,
  source: string,
  bounds: B,
  adjustable = false,
) {
  return { name, unit, source, adjustable, ...bounds };
}
