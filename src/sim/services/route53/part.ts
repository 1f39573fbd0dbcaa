import type { Limit, Price, Region, Usage } from '../../cloud/index.ts';
import { pageOf } from '../../cloud/page.ts';
import type { RandomStream } from '../../kernel/index.ts';
import { invalidInput } from './errors.ts';
import type { ControlPlane } from './control-plane.ts';

/** What the parts of the service have in common. */
export interface Context {
  readonly region: Region;
  readonly plane: ControlPlane;
  readonly random: RandomStream;
  uuid(): string;
  date(): Date;
  quota(row: Limit): number;
  usage(price: Price): Usage;
}

/** Without the `/hostedzone/` or the like that AWS's answers put in front of an id. */
export const bare = (id: string): string => id.slice(id.lastIndexOf('/') + 1);

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

/** An id as Route 53 makes them: `Z0123456789ABCDEFGHI`. */
export function newId(random: RandomStream, prefix: string): string {
  let id = prefix;
  while (id.length < 20) id += LETTERS[random.integer(0, LETTERS.length - 1)];
  return id;
}

/** A page by marker, as Route 53's older lists have it. */
export function markedPage<T>(all: readonly T[], marker: string | undefined, maxItems = 100) {
  const badToken = () => invalidInput('The marker is not valid');
  const { page, nextToken } = pageOf(all, { nextToken: marker, size: Math.max(1, Math.min(maxItems, 100)), badToken }); // prettier-ignore
  const more = nextToken === undefined ? {} : { nextMarker: nextToken };
  return { page, marks: { marker: marker ?? '', isTruncated: nextToken !== undefined, maxItems, ...more } };
}
