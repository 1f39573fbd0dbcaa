import type { PageRequest } from '../../cloud/page.ts';
import { cloudWatchError } from './errors.ts';

/** What a request for a page asks: so many items, from where a token says. */
export function asked(size: number, nextToken: string | undefined): PageRequest {
  const badToken = () => cloudWatchError('InvalidNextToken', 'The next token specified is invalid.');
  return { size, nextToken, badToken };
}
