import { within } from '../../../cloud/index.ts';
import { sqsError } from '../errors.ts';
import { sqsLimits } from '../limits.ts';

/** What asks for a page of a list. */
export interface PageRequest {
  /** How many at most; only then is there a token for more. */
  maxResults?: number;
  /** Where the last page ended. */
  nextToken?: string;
}

const TOKEN = 'after/';

/** One page of queue URLs, in order of name. Throws InvalidParameterValue. */
export function pageOf(
  queues: readonly { readonly name: string; readonly url: string }[],
  { maxResults, nextToken }: PageRequest,
): { urls?: string[]; NextToken?: string } {
  const { listedQueues } = sqsLimits;
  if (maxResults !== undefined && !within(listedQueues, maxResults)) {
    throw sqsError(
      'InvalidParameterValue',
      `Value for parameter MaxResults is invalid. Reason: MaxResults must be an integer between ${listedQueues.min} and ${listedQueues.max}.`,
    );
  }
  if (nextToken !== undefined && !nextToken.startsWith(TOKEN))
    throw sqsError('InvalidParameterValue', 'Invalid or expired next token.');
  const after = nextToken?.slice(TOKEN.length) ?? '';
  const rest = queues.filter(({ name }) => name > after);
  const page = rest.slice(0, maxResults ?? listedQueues.default);
  const more = maxResults !== undefined && page.length < rest.length;
  return {
    ...(page.length > 0 && { urls: page.map(({ url }) => url) }),
    ...(more && { NextToken: TOKEN + page[page.length - 1]!.name }),
  };
}
