import { type JsonValue, readJson, writeJson } from '../../cloud/json/tree.ts';
import { TemplateError } from '../../cloud/template/template-error.ts';
import { eventBridgeLimits } from './limits.ts';
import { type JsonPath, readPath, valueAt } from '../../cloud/template/json-path.ts';
import { isPredefined, predefined, type TransformContext } from './predefined.ts';
import { fill, isSound, readTemplate, type Template } from '../../cloud/template/template.ts';

/** What a target gets in place of the event, as PutTargets takes it. */
export interface TargetInput {
  readonly input?: string | undefined;
  readonly inputPath?: string | undefined;
  readonly inputTransformer?: InputTransformer | undefined;
}

/** A template with the paths that its placeholders stand for. */
export interface InputTransformer {
  readonly inputPathsMap?: Readonly<Record<string, string>> | undefined;
  readonly inputTemplate: string;
}

/** A target's input that was read. */
export type Transform =
  | { readonly kind: 'event' }
  | { readonly kind: 'constant'; readonly text: string }
  | { readonly kind: 'path'; readonly path: JsonPath }
  | { readonly kind: 'template'; readonly template: Template; readonly paths: ReadonlyMap<string, JsonPath> };

/** Reads a target's input. Throws TemplateError. */
export function readInput(targetId: string, target: TargetInput): Transform {
  const { input: constant, inputPath, inputTransformer } = target;
  if ([constant, inputPath, inputTransformer].filter((given) => given !== undefined).length > 1) {
    throw new TemplateError(
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${targetId}.`,
    );
  }
  if (constant !== undefined) return { kind: 'constant', text: constant };
  if (inputPath !== undefined) return { kind: 'path', path: readPath(inputPath) };
  if (inputTransformer !== undefined) return readTransformer(targetId, inputTransformer);
  return { kind: 'event' };
}

function readTransformer(
  targetId: string,
  { inputPathsMap = {}, inputTemplate }: InputTransformer,
): Transform {
  const { inputPaths, inputTemplate: characters } = eventBridgeLimits;
  if (inputTemplate.length > characters.max) {
    throw new TemplateError(
      `InputTemplate for target ${targetId} is longer than ${characters.max} characters.`,
    );
  }
  const paths = new Map<string, JsonPath>();
  for (const [name, path] of Object.entries(inputPathsMap)) {
    if (/^aws\./i.test(name))
      throw new TemplateError(`InputPathsMap for target ${targetId}: ${name} is reserved.`);
    paths.set(name, readPath(path));
  }
  if (paths.size > inputPaths.max)
    throw new TemplateError(`InputPathsMap for target ${targetId} has more than ${inputPaths.max} paths.`);
  const template = readTemplate(inputTemplate);
  for (const piece of template.pieces) {
    if (typeof piece === 'string' || paths.has(piece.name) || isPredefined(piece.name)) continue;
    throw new TemplateError(
      `InputTemplate for target ${targetId} contains invalid placeholder ${piece.name}.`,
    );
  }
  if (!isSound(template)) throw new TemplateError(`Invalid InputTemplate for target ${targetId}`);
  return { kind: 'template', template, paths };
}

/**
 * What the target gets for an event, or undefined where nothing can be delivered: a path that leads nowhere, or a
 * JSON template that is not JSON once it is filled in.
 */
export function transform(
  input: Transform,
  eventText: string,
  context: TransformContext,
): string | undefined {
  switch (input.kind) {
    case 'event':
      return eventText;
    case 'constant':
      return input.text;
    case 'path': {
      const value = valueAt(readJson(eventText), input.path);
      return value === undefined ? undefined : writeJson(value);
    }
    case 'template': {
      const event = readJson(eventText);
      return fill(input.template, (name) => variable(input.paths, name, event, context));
    }
  }
}

function variable(
  paths: ReadonlyMap<string, JsonPath>,
  name: string,
  event: JsonValue,
  context: TransformContext,
): JsonValue | undefined {
  const path = paths.get(name);
  return path ? valueAt(event, path) : predefined(name, event, context);
}
