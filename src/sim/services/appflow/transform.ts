import { NotModelled } from '../../cloud/index.ts';
import type { Fields, Value } from './application.ts';
import { notValid } from './errors.ts';
import { numberOf, passes } from './filter.ts';
import { appflowLimits } from './limits.ts';
import type { Task } from './tasks.ts';

/** What becomes of a record: what goes to the destination; undefined where it stays behind. */
export type Transform = (record: Fields) => Fields | undefined;

const KNOWN = ['Filter', 'Map', 'Map_all', 'Mask', 'Merge', 'Truncate', 'Validate'];

/**
 * Makes a flow's tasks one function. Filters come first, then validations; values are masked and truncated before they
 * are mapped or merged. Throws Error in a run where a validation is to end it.
 */
export function compile(tasks: readonly Task[]): Transform {
  const unknown = tasks.find(({ taskType }) => !KNOWN.includes(taskType));
  if (unknown) throw new NotModelled('Amazon AppFlow', `tasks of type ${unknown.taskType}`);
  const of = (...types: string[]) => tasks.filter(({ taskType }) => types.includes(taskType));
  // A projection names the fields that are read at all.
  const projections = of('Filter').filter(({ operator }) => operator === 'PROJECTION');
  const filters = of('Filter').filter(({ operator }) => operator !== 'PROJECTION');
  const makers = of('Map', 'Map_all', 'Merge');
  if (filters.length > appflowLimits.filters.max)
    throw notValid(`A flow has ${appflowLimits.filters.max} filters at most.`);
  if (makers.length === 0) throw notValid('A flow maps one field at least.');
  for (const task of tasks) check(task);
  const projected = new Set(projections.flatMap(({ sourceFields }) => sourceFields));

  return (record) => {
    if (!filters.every((task) => task.sourceFields.every((name) => passes(record[name], task))))
      return undefined;
    for (const task of of('Validate')) {
      const bad = task.sourceFields.find((name) => !valid(record[name], task.operator));
      if (bad === undefined) continue;
      if (task.properties.VALIDATION_ACTION !== 'TerminateFlow') return undefined;
      throw new Error(`The field ${bad} is not valid (${task.operator}).`);
    }
    const values = new Map(
      Object.entries(record).filter(([name]) => projected.size === 0 || projected.has(name)),
    );
    for (const task of of('Mask', 'Truncate')) {
      for (const name of task.sourceFields) {
        const value = values.get(name);
        if (value !== undefined && value !== null) values.set(name, changed(String(value), task));
      }
    }
    return Object.fromEntries(makers.flatMap((task) => made(task, values)));
  };
}

function check({ taskType, sourceFields, destinationField, operator, properties }: Task): void {
  const isLength = (text = '') => /^\d{1,6}$/.test(text);
  if (taskType === 'Map' && sourceFields.length !== 1) throw notValid('Map takes one source field.');
  if (taskType === 'Merge' && !destinationField) throw notValid('Merge needs a destination field.');
  if (taskType === 'Mask' && operator !== 'MASK_ALL' && !isLength(properties.MASK_LENGTH))
    throw notValid('Mask needs a MASK_LENGTH.');
  if (taskType === 'Truncate' && !isLength(properties.TRUNCATE_LENGTH))
    throw notValid('Truncate needs a TRUNCATE_LENGTH.');
}

function valid(value: Value | undefined, operator: string | undefined): boolean {
  switch (operator) {
    case 'VALIDATE_NON_NULL':
      return value !== undefined && value !== null && value !== '';
    case 'VALIDATE_NUMERIC':
      return !Number.isNaN(numberOf(value));
    case 'VALIDATE_NON_ZERO':
      return numberOf(value) !== 0;
    case 'VALIDATE_NON_NEGATIVE':
      return !(numberOf(value) < 0);
    default:
      return true;
  }
}

function changed(text: string, { taskType, operator, properties }: Task): string {
  const characters = Array.from(text);
  if (taskType === 'Truncate') return characters.slice(0, Number(properties.TRUNCATE_LENGTH)).join('');
  const { MASK_VALUE = '*' } = properties;
  const length = operator === 'MASK_ALL' ? characters.length : Number(properties.MASK_LENGTH);
  const from = operator === 'MASK_LAST_N' ? characters.length - length : 0;
  return characters.map((one, i) => (i >= from && i < from + length ? MASK_VALUE : one)).join('');
}

function made(task: Task, values: ReadonlyMap<string, Value>): [string, Value][] {
  const { taskType, sourceFields, destinationField, properties } = task;
  if (taskType === 'Map_all') {
    const excluded = (properties.EXCLUDE_SOURCE_FIELDS_LIST ?? '').replace(/[[\]"\s]/g, '').split(',');
    return [...values].filter(([name]) => !excluded.includes(name));
  }
  const text = (name: string) => String(values.get(name) ?? '');
  if (taskType === 'Merge') {
    const format = properties.CONCAT_FORMAT ?? sourceFields.map((name) => `\${${name}}`).join('');
    return [[destinationField!, format.replace(/\$\{([^{}]*)\}/g, (_, name: string) => text(name))]];
  }
  const [source] = sourceFields;
  const value = values.get(source!);
  return value === undefined ? [] : [[destinationField ?? source!, value]];
}
