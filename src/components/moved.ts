/**
 * Pages and folders that have moved: where each stands, and where it stood first, both as their addresses are without
 * slashes at their ends. What readers keep of a page (drafts, passed exercises, answers, links to code) stays under its
 * first address, and the first address leads to the page.
 */
export const MOVED: Readonly<Record<string, string>> = {};

/** Where a page, or what stands below it, stood first. */
export function firstPlace(path: string, moved = MOVED): string {
  const now = Object.keys(moved)
    .filter((place) => path === place || path.startsWith(`${place}/`) || path.startsWith(`${place}#`))
    .reduce((longest, place) => (place.length > longest.length ? place : longest), '');
  return now ? moved[now]! + path.slice(now.length) : path;
}

/** What answers at the old addresses. */
export function redirects(base: string, moved = MOVED): Record<string, string> {
  return Object.fromEntries(
    Object.entries(moved).map(([now, first]) => [`/${first}`, `${base.replace(/\/$/, '')}/${now}/`]),
  );
}
