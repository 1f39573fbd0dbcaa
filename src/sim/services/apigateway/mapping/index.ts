export { createContext, fromPlain, type Overrides, overridesOf, type Plain } from './context.ts';
export { TemplateError } from '../regex/errors.ts';
export type { Payload } from './input.ts';
export { mapPayload } from './map-payload.ts';
export { readTemplate, type Template } from './template.ts';
export { escapeJavaScript, urlDecode, urlEncode } from './util.ts';
export type { Dictionary, Value } from './value.ts';
