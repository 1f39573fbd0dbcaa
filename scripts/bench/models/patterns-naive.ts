import { PATTERNS, TEXTS } from '../events.ts';

type Json = Record<string, unknown>;
type Condition = string | { readonly [operator: string]: never };

/** What anybody would write at first: parse the event, and walk each pattern. Gives the matches. */
export function run(kind: string): number {
  let matched = 0;
  for (const text of TEXTS) {
    const event = JSON.parse(text) as Json;
    for (const pattern of PATTERNS[kind]!) if (matches(pattern as Json, event)) matched++;
  }
  return matched;
}

function matches(pattern: Json, event: Json): boolean {
  return Object.entries(pattern).every(([name, wanted]) => {
    const value = event[name];
    if (Array.isArray(wanted)) return wanted.some((one) => holds(one as Condition, value));
    return typeof value === 'object' && value !== null && matches(wanted as Json, value as Json);
  });
}

function holds(condition: Condition, value: unknown): boolean {
  if (typeof condition === 'string') return value === condition;
  const [operator, operand] = Object.entries<unknown>(condition)[0]!;
  if (operator === 'numeric') {
    const [, low, , high] = operand as [string, number, string, number];
    return typeof value === 'number' && value > low && value <= high;
  }
  if (typeof value !== 'string') return false;
  switch (operator) {
    case 'prefix':
      return value.startsWith(operand as string);
    case 'suffix':
      return value.endsWith(operand as string);
    case 'equals-ignore-case':
      return value.toLowerCase() === (operand as string).toLowerCase();
    case 'wildcard':
      return new RegExp(`^${(operand as string).replaceAll('*', '.*')}$`).test(value);
    default:
      return !(operand as string[]).includes(value);
  }
}
