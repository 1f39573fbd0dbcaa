import { JsonSyntaxError } from '../../../cloud/json/reader.ts';
import { JsonNumber, readJson as readTree, type JsonValue } from '../../../cloud/json/tree.ts';
import { TemplateError } from '../regex/errors.ts';
import { List, type Value } from './value.ts';

const MAX_DEPTH = 512;

/** Reads JSON into values: `10` is whole and `10.00` a double, as Java's readers have it. */
export function readJson(text: string): Value {
  try {
    return valueOf(readTree(text), 0);
  } catch (error) {
    if (error instanceof JsonSyntaxError) throw new TemplateError(`Not JSON: ${error.message}.`);
    throw error;
  }
}

function valueOf(tree: JsonValue, depth: number): Value {
  if (depth > MAX_DEPTH) throw new TemplateError('JSON is nested too deeply.');
  if (tree instanceof JsonNumber) return numberOf(tree.text);
  if (Array.isArray(tree)) return new List(tree.map((item) => valueOf(item, depth + 1)), true); // prettier-ignore
  if (tree instanceof Map) {
    const entries = [...tree].map(([key, item]) => [key, valueOf(item, depth + 1)] as const);
    return new Map(entries);
  }
  return tree;
}

/** A whole number of more than 300 digits is a double: BigInt takes more than linear time for it. */
function numberOf(text: string): bigint | number {
  return /[.eE]/.test(text) || text.length > 300 ? Number(text) : BigInt(text);
}
