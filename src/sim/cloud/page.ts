/** One page of a list; the token is there where more follows. */
export interface Page<T> {
  page: T[];
  nextToken?: string;
}

/** What asks for a page. */
export interface PageRequest {
  /** Where the page before ended; to its holder it is opaque. */
  readonly nextToken?: string | undefined;
  /** How many at most. */
  readonly size: number;
  /** The error for a token that no page gave. */
  readonly badToken: () => Error;
}

/**
 * One page of a list in order of `placeOf`, a number that grows along the list and stays with its item: items that come
 * or go between two pages hide no others.
 */
export function pageAfter<T>(
  all: readonly T[],
  { nextToken, size, badToken }: PageRequest,
  placeOf: (item: T) => number,
): Page<T> {
  let after = -Infinity;
  if (nextToken !== undefined) {
    after = Number(/^after-(\d{1,15})$/.exec(nextToken)?.[1] ?? NaN);
    if (Number.isNaN(after)) throw badToken();
  }
  const rest = all.filter((item) => placeOf(item) > after);
  const page = rest.slice(0, size);
  if (page.length === rest.length) return { page };
  return { page, nextToken: `after-${placeOf(page[page.length - 1]!)}` };
}

/** One page of a list that keeps its order: the token counts the items given. */
export function pageOf<T>(all: readonly T[], request: PageRequest): Page<T> {
  const { page, nextToken } = pageAfter(
    all.map((item, index) => ({ item, index })),
    request,
    ({ index }) => index,
  );
  const items = page.map(({ item }) => item);
  return nextToken === undefined ? { page: items } : { page: items, nextToken };
}
