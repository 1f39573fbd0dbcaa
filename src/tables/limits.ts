import type { Limit } from '../sim/cloud/index.ts';
import { amount } from './amount.ts';

/** One limit, as the table shows it. */
export interface LimitRow {
  name: string;
  /** What holds where nothing is set; empty where something must be. */
  usual: string;
  /** What can be set, or what AWS allows at most. */
  allowed: string;
  /** The page of AWS's documentation that says so. */
  source: string;
}

function allowed({ default: usual, min, max, unit, adjustable }: Limit): string {
  const more = adjustable ? ', more on request' : '';
  if (min !== undefined && max !== undefined) {
    // One unit for both ends where it can be: 0 to 20 s, 1 to 10 messages.
    const [from, to] = [amount(min, unit), amount(max, unit)];
    const [value, name] = from.split(' ');
    const same = to.endsWith(` ${name}`) || !['seconds', 'bytes'].includes(unit);
    return `${same ? value : from} to ${to}${more}`;
  }
  if (max !== undefined) return `up to ${amount(max, unit)}${more}`;
  if (min !== undefined) return `${amount(min, unit)} or more`;
  return usual === undefined ? 'no limit' : `always ${amount(usual, unit)}${more}`;
}

/** What holds where nothing is set, of a limit that can be set. */
function usual({ default: value, min, max, unit }: Limit): string {
  return value !== undefined && (min !== undefined || max !== undefined) ? amount(value, unit) : '';
}

/** The limits of a service as rows, in their own order. */
export function limitRows(limits: Record<string, Limit>): LimitRow[] {
  return Object.values(limits).map((limit) => ({
    name: limit.name,
    usual: usual(limit),
    allowed: allowed(limit),
    source: limit.source,
  }));
}

/** A limit in one line: 30 s (0 s to 12 h). */
export function limitText(limit: Limit): string {
  return usual(limit) ? `${usual(limit)} (${allowed(limit)})` : allowed(limit);
}
