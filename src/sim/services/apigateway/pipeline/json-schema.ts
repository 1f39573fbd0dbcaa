/**
 * Holds values to JSON Schema draft 4, as far as models of API Gateway go: no `format`.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/models-mappings-models.html
 */

/** The schema that a reference means; undefined for one that leads nowhere. */
export type Resolve = (reference: string) => unknown;

type Schema = Readonly<Record<string, unknown>>;

/** Deeper values than models describe. */
const MAX_DEPTH = 100;

/** What is wrong with a value; undefined where nothing is. */
export function violation(schema: unknown, value: unknown, resolve: Resolve, depth = 0): string | undefined {
  if (!isObject(schema) || depth > MAX_DEPTH) return undefined;
  const check = (other: unknown, of = value) => violation(other, of, resolve, depth + 1);
  if (typeof schema.$ref === 'string') return check(resolve(schema.$ref));
  return (
    ofType(schema, value) ??
    ofValue(schema, value) ??
    ofText(schema, value) ??
    ofNumber(schema, value) ??
    ofList(schema, value, check) ??
    ofObject(schema, value, check) ??
    combined(schema, check)
  );
}

type Check = (schema: unknown, of?: unknown) => string | undefined;

function ofType({ type }: Schema, value: unknown): string | undefined {
  if (type === undefined) return undefined;
  const types: unknown[] = Array.isArray(type) ? type : [type];
  const own = typeOf(value);
  if (types.some((each) => each === own || (each === 'number' && own === 'integer'))) return undefined;
  return `instance type (${own}) does not match any allowed primitive type (allowed: ${JSON.stringify(types)})`;
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function ofValue(schema: Schema, value: unknown): string | undefined {
  const { enum: values } = schema;
  if (!Array.isArray(values)) return undefined;
  const text = JSON.stringify(value);
  if (values.some((each) => JSON.stringify(each) === text)) return undefined;
  return `instance value (${text}) not found in enum (possible values: ${JSON.stringify(values)})`;
}

function ofText({ minLength, maxLength, pattern }: Schema, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const length = [...value].length;
  if (typeof minLength === 'number' && length < minLength) return `string "${value}" is too short (length: ${length}, required minimum: ${minLength})`; // prettier-ignore
  if (typeof maxLength === 'number' && length > maxLength) return `string "${value}" is too long (length: ${length}, maximum allowed: ${maxLength})`; // prettier-ignore
  if (typeof pattern === 'string' && !new RegExp(pattern, 'u').test(value)) return `ECMA 262 regex "${pattern}" does not match input string "${value}"`; // prettier-ignore
  return undefined;
}

function ofNumber(schema: Schema, value: unknown): string | undefined {
  if (typeof value !== 'number') return undefined;
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  if (typeof minimum === 'number' && (exclusiveMinimum === true ? value <= minimum : value < minimum)) return `numeric instance is lower than the required minimum (minimum: ${minimum}, found: ${value})`; // prettier-ignore
  if (typeof maximum === 'number' && (exclusiveMaximum === true ? value >= maximum : value > maximum)) return `numeric instance is greater than the required maximum (maximum: ${maximum}, found: ${value})`; // prettier-ignore
  if (typeof multipleOf === 'number' && !Number.isInteger(value / multipleOf)) return `remainder of division is not zero (${value} / ${multipleOf})`; // prettier-ignore
  return undefined;
}

function ofList(
  { items, minItems, maxItems, uniqueItems, additionalItems }: Schema,
  value: unknown,
  check: Check,
): string | undefined {
  // prettier-ignore
  if (!Array.isArray(value)) return undefined;
  if (typeof minItems === 'number' && value.length < minItems) return `array is too short: must have at least ${minItems} elements but instance has ${value.length} elements`; // prettier-ignore
  if (typeof maxItems === 'number' && value.length > maxItems) return `array is too long: must have at most ${maxItems} elements but instance has ${value.length} elements`; // prettier-ignore
  if (uniqueItems === true && new Set(value.map((item) => JSON.stringify(item))).size < value.length) return 'array must not contain duplicate elements'; // prettier-ignore
  const each: unknown[] | undefined = Array.isArray(items) ? items : undefined;
  for (const [i, item] of value.entries()) {
    const found = check(each ? (each[i] ?? additionalItems) : items, item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ofObject(schema: Schema, value: unknown, check: Check): string | undefined {
  if (!isObject(value)) return undefined;
  const { properties, required, additionalProperties, patternProperties, minProperties, maxProperties, dependencies } = schema; // prettier-ignore
  const names = Object.keys(value);
  const missing = Array.isArray(required)
    ? (required as string[]).filter((name) => !Object.hasOwn(value, name))
    : [];
  if (missing.length > 0) return `object has missing required properties (${JSON.stringify(missing.sort())})`;
  if (typeof minProperties === 'number' && names.length < minProperties) return `object has too few properties (found ${names.length} but schema requires at least ${minProperties})`; // prettier-ignore
  if (typeof maxProperties === 'number' && names.length > maxProperties) return `object has too many properties (found ${names.length} but schema requires at most ${maxProperties})`; // prettier-ignore
  const known = isObject(properties) ? properties : {};
  const patterns = Object.entries(isObject(patternProperties) ? patternProperties : {});
  for (const name of names) {
    const fitting = patterns
      .filter(([pattern]) => new RegExp(pattern, 'u').test(name))
      .map(([, each]) => each);
    if (Object.hasOwn(known, name)) fitting.push(known[name]);
    if (fitting.length === 0 && additionalProperties === false) return `object instance has properties which are not allowed by the schema: ["${name}"]`; // prettier-ignore
    if (fitting.length === 0) fitting.push(additionalProperties);
    for (const each of fitting) {
      const found = check(each, value[name]);
      if (found !== undefined) return found;
    }
  }
  for (const [name, needed] of Object.entries(isObject(dependencies) ? dependencies : {})) {
    if (!Object.hasOwn(value, name)) continue;
    const found = Array.isArray(needed) ? check({ required: needed }) : check(needed);
    if (found !== undefined) return found;
  }
  return undefined;
}

function combined({ allOf, anyOf, oneOf, not }: Schema, check: Check): string | undefined {
  const fits = (list: unknown[]) => list.filter((each) => check(each) === undefined).length;
  if (Array.isArray(allOf) && fits(allOf) < allOf.length) return `instance failed to match all required schemas (matched only ${fits(allOf)} out of ${allOf.length})`; // prettier-ignore
  if (Array.isArray(anyOf) && fits(anyOf) === 0) return 'instance failed to match at least one required schema among ' + anyOf.length; // prettier-ignore
  if (Array.isArray(oneOf) && fits(oneOf) !== 1) return `instance failed to match exactly one schema (matched ${fits(oneOf)} out of ${oneOf.length})`; // prettier-ignore
  if (not !== undefined && check(not) === undefined)
    return 'instance matched a schema which it should not have';
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
