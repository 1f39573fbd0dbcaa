export { ExpressionError } from '../expressions/expression-error.ts';
export { parseCall as parseIntrinsic } from '../expressions/intrinsic-text.ts';
export { isIntrinsic } from '../expressions/intrinsics.ts';
export { writePath } from '../expressions/json-path.ts';
export { pathOf, readReference } from '../expressions/reference.ts';
export type { Scope } from '../expressions/scope.ts';
export { field, fillTemplate } from '../expressions/template.ts';
