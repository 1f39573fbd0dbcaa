import { pageOf, type Page } from '../../cloud/page.ts';
import { autoScalingError } from './errors.ts';
import { autoScalingLimits as limits } from './limits.ts';

/** The error for a token that no page gave. */
export const badToken = () => autoScalingError('InvalidNextToken', 'Invalid NextToken.');

/** One page of a list, 50 unless asked for fewer or more. */
export function page<T>(
  all: readonly T[],
  {
    nextToken,
    maxRecords = limits.listed.default,
  }: { nextToken?: string | undefined; maxRecords?: number | undefined },
): Page<T> {
  return pageOf(all, { nextToken, size: maxRecords, badToken });
}
