import { type JsonObject, type JsonValue, readJson } from '../../cloud/json/tree.ts';
import {
  EVENTBRIDGE_LIMITS,
  fieldsOf,
  matches,
  PatternError,
  PIPES_OPERATORS,
  readPattern,
  type Pattern,
} from '../../cloud/pattern/index.ts';
import type { QueueRecord } from '../../cloud/queue-poller.ts';
import { readPath, valueAt } from '../../cloud/template/json-path.ts';
import {
  fill,
  isSound,
  NAMES_AND_PATHS,
  readTemplate,
  type Template,
} from '../../cloud/template/template.ts';
import { TemplateError } from '../../cloud/template/template-error.ts';
import { notValid } from './errors.ts';

/** What goes through a pipe: its JSON, and what paths lead into. */
export interface PipeEvent {
  readonly text: string;
  readonly value: JsonValue;
}

/** A queue's message as an event. Paths and patterns lead into its body where that is JSON, an object or list. */
export function eventOf(record: QueueRecord): PipeEvent {
  const text = JSON.stringify(record);
  const value = readJson(text) as JsonObject;
  value.set('body', opened(record.body));
  return { text, value };
}

function opened(body: string): JsonValue {
  const value = jsonOrNothing(body);
  return value instanceof Map || Array.isArray(value) ? value : body;
}

/** What a text holds; undefined where it is no JSON. */
export function jsonOrNothing(text: string): JsonValue | undefined {
  try {
    return readJson(text);
  } catch {
    return undefined;
  }
}

/** The patterns of a filter, one of which an event must match. @throws ValidationException */
export function readFilters(filters: readonly { readonly pattern?: string | undefined }[]): Pattern[] {
  return filters.map(({ pattern = '' }) => {
    try {
      return readPattern(pattern, PIPES_OPERATORS, EVENTBRIDGE_LIMITS);
    } catch (error) {
      if (!(error instanceof PatternError)) throw error;
      throw notValid(`Filter pattern is not valid. Reason: ${error.message}`);
    }
  });
}

/** Whether an event comes through a filter; one without patterns lets all through. */
export function passes(filters: readonly Pattern[], { value }: PipeEvent): boolean {
  if (filters.length === 0) return true;
  const fields = fieldsOf(value as JsonObject);
  return filters.some((pattern) => matches(pattern, fields));
}

/** Values of the variables that a pipe has itself: `pipe-arn`. */
export type Variables = Readonly<Record<string, string | undefined>>;

const RESERVED = [
  'pipe-arn',
  'pipe-name',
  'source-arn',
  'enrichment-arn',
  'target-arn',
  'event.ingestion-time',
  'event',
  'event.json',
].map((name) => `aws.pipes.${name}`);

/** Reads an input template: JSON, or free text, with paths and variables. @throws ValidationException */
export function readInputTemplate(text: string): Template {
  const template = readTemplate(text, NAMES_AND_PATHS);
  for (const piece of template.pieces) {
    if (typeof piece === 'string' || RESERVED.includes(piece.name)) continue;
    if (!piece.name.startsWith('$')) throw notValid(`InputTemplate has the unknown variable ${piece.name}.`);
    try {
      readPath(piece.name);
    } catch (error) {
      if (error instanceof TemplateError) throw notValid(error.message);
      throw error;
    }
  }
  if (template.json && !isSound(template)) throw notValid('InputTemplate is not valid JSON.');
  return template;
}

/** An event after its template; undefined where that makes no JSON of a JSON template. */
export function transformed(
  event: PipeEvent,
  template: Template | undefined,
  variables: Variables,
): string | undefined {
  if (!template) return event.text;
  return fill(template, (name) => {
    if (name.startsWith('$')) return valueAt(event.value, readPath(name));
    if (name === 'aws.pipes.event' || name === 'aws.pipes.event.json') return readJson(event.text);
    return variables[name.slice('aws.pipes.'.length)];
  });
}

/** A parameter of a target: where it is a path (`$.body.id`), what it leads to. */
export function parameter(value: string | undefined, event: PipeEvent): string | undefined {
  if (!value?.startsWith('$')) return value;
  const found = valueAt(event.value, readPath(value));
  return typeof found === 'string' ? found : undefined;
}
