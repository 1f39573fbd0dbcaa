/** A path, taken apart. */
export interface Path {
  readonly text: string;
  /** `$` the data, `$$` the context object; otherwise the name of a variable, with its `$`. */
  readonly root: string;
  readonly steps: readonly Step[];
  /** Whether it can point at one value only. */
  readonly definite: boolean;
  /** A Reference Path: names and single indexes only, so that it can be written to as well. */
  readonly reference: boolean;
}

/** One step of a path. */
export type Step =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indexes'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'descent' }
  | { readonly kind: 'filter'; readonly filter: Filter };

/** What `[?(…)]` asks of an item. */
export type Filter =
  | { readonly kind: 'and' | 'or'; readonly filters: readonly Filter[] }
  | { readonly kind: 'not'; readonly filter: Filter }
  | { readonly kind: 'exists'; readonly operand: Operand }
  | { readonly kind: 'compare'; readonly left: Operand; readonly test: Test; readonly right: Operand };

/** A side of a comparison: a value, or a path from the item (`@`) or from the document (`$`). */
export type Operand =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'path'; readonly root: '@' | '$'; readonly steps: readonly Step[] };

/** A condition of a filter. */
export type Test = (left: unknown, right: unknown) => boolean;

/** Whether a step points at one value at most. */
export function single(step: Step): boolean {
  return step.kind === 'names'
    ? step.names.length === 1
    : step.kind === 'indexes' && step.indexes.length === 1;
}
