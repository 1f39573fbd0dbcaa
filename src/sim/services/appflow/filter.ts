import type { Value } from './application.ts';
import type { Task } from './tasks.ts';

/** Whether a record's value passes a filter. Several VALUES are joined by OR, several filters by AND. */
export function passes(value: Value | undefined, { operator, properties }: Task): boolean {
  const { VALUE, VALUES, LOWER_BOUND, UPPER_BOUND } = properties;
  const criteria = VALUES === undefined ? [VALUE ?? ''] : VALUES.split(',').map((one) => one.trim());
  const isOne = criteria.some((one) => value !== undefined && value !== null && String(value) === one);
  switch (operator) {
    case 'EQUAL_TO':
      return isOne;
    case 'NOT_EQUAL_TO':
      return !isOne;
    case 'CONTAINS':
      return typeof value === 'string' && criteria.some((one) => value.includes(one));
    case 'GREATER_THAN':
      return order(value, criteria[0]) > 0;
    case 'GREATER_THAN_OR_EQUAL_TO':
      return order(value, criteria[0]) >= 0;
    case 'LESS_THAN':
      return order(value, criteria[0]) < 0;
    case 'LESS_THAN_OR_EQUAL_TO':
      return order(value, criteria[0]) <= 0;
    case 'BETWEEN':
      return order(value, LOWER_BOUND) >= 0 && order(value, UPPER_BOUND) <= 0;
    default:
      return true;
  }
}

/** The number that a value is, or is written as; NaN where it is none. */
export function numberOf(value: Value | undefined): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*[+-]?\d{1,30}(\.\d{1,30})?\s*$/.test(value) ? Number(value) : NaN;
}

/** Numbers by size; other texts, such as dates in ISO 8601, by their characters. NaN where nothing compares. */
function order(value: Value | undefined, criterion: string | undefined): number {
  if (value === undefined || value === null || criterion === undefined) return NaN;
  const difference = numberOf(value) - numberOf(criterion);
  if (!Number.isNaN(difference)) return difference;
  if (typeof value !== 'string') return NaN;
  return value < criterion ? -1 : Number(value > criterion);
}
