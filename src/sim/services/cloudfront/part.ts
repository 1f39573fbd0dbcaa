import type { Limit, Price, Region, Usage } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { cloudFrontError } from './errors.ts';

/** What the parts of the service have in common. */
export interface Context {
  /** us-east-1, where CloudFront's control plane and metrics are. */
  readonly region: Region;
  readonly random: RandomStream;
  uuid(): string;
  date(): Date;
  quota(row: Limit): number;
  usage(price: Price): Usage;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as CloudFront makes them: `E` and thirteen letters and digits. */
export function newId(random: RandomStream, prefix: string): string {
  let id = prefix;
  while (id.length < 14) id += LETTERS[random.integer(0, LETTERS.length - 1)];
  return id;
}

/** A page as CloudFront's lists have it. */
export function listOf<T>(all: readonly T[], marker: string | undefined, maxItems = 100) {
  const badToken = () => cloudFrontError('InvalidArgument', 'The marker is not valid.');
  const { page, nextToken } = pageOf(all, { nextToken: marker, size: Math.max(1, Math.min(maxItems, 100)), badToken }); // prettier-ignore
  const next = nextToken === undefined ? {} : { nextMarker: nextToken };
  return { page, list: { marker: marker ?? '', maxItems, isTruncated: nextToken !== undefined, quantity: page.length, ...next } }; // prettier-ignore
}
