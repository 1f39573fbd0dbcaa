export {
  compilePattern,
  EVENT_PATTERN_CHARACTERS,
  EVENTBRIDGE_LIMITS,
  readPattern,
  type PatternLimits,
} from './compile.ts';
export { PatternError } from './errors.ts';
export { type Fields, fieldsOf, InvalidEventError, readEvent } from './fields.ts';
export { matches } from './match.ts';
export { EVENTBRIDGE_OPERATORS, type Operators, PIPES_OPERATORS } from './operators.ts';
export type { Pattern } from './pattern.ts';
export { PatternIndex } from './pattern-index.ts';
