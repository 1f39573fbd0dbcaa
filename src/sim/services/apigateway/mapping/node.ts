import type { Operator, Value } from './value.ts';

/** `$name.property.method(1)[2]` */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly steps: readonly Step[];
}

/** One step of a reference: a property, an index, a method. */
export type Step =
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'method'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'index'; readonly index: Expression };

/** What has a value. */
export type Expression =
  | Reference
  | { readonly kind: 'literal'; readonly value: Value }
  /** A text in double quotes with references in it. */
  | { readonly kind: 'text'; readonly body: readonly Node[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'map'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: Operator | '==' | '!=' | '&&' | '||';
      readonly left: Expression;
      readonly right: Expression;
    };

/** A part of a template: text is itself, a reference is printed, a directive is run. */
export type Node =
  | string
  | Reference
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[]; readonly otherwise: readonly Node[] }
  | {
      readonly kind: 'foreach';
      readonly name: string;
      readonly list: Expression;
      readonly body: readonly Node[];
    }
  | { readonly kind: 'break' }
  | { readonly kind: 'stop' };

/** One branch of a condition. */
export interface Branch {
  readonly condition: Expression;
  readonly body: readonly Node[];
}
