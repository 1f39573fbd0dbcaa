import { defineRouteMiddleware, type StarlightRouteData } from '@astrojs/starlight/route-data';

type Entry = StarlightRouteData['sidebar'][number];

/**
 * Folds what a reader is not in, so that a page carries the way through its own service and not the whole course: a
 * part is closed, and a group of pages is one link, to its first page.
 */
export const onRequest = defineRouteMiddleware(({ locals }) => {
  const { starlightRoute } = locals;
  // Without it, the home page would have no menu on a phone.
  if (starlightRoute.entry.data.hero) starlightRoute.hasSidebar = true;
  starlightRoute.sidebar = starlightRoute.sidebar.map(fold);
});

export function fold(entry: Entry): Entry {
  if (entry.type === 'link') return entry;
  const { label, badge, entries } = entry;
  if (hasCurrent(entry)) return { ...entry, entries: entries.map(fold) };
  const [first] = entries;
  if (first?.type === 'link' && entries.every(({ type }) => type === 'link')) {
    return { type: 'link', label, badge, href: first.href, isCurrent: false, attrs: {} };
  }
  return { ...entry, collapsed: true, entries: entries.map(fold) };
}

function hasCurrent(entry: Entry): boolean {
  return entry.type === 'link' ? entry.isCurrent : entry.entries.some(hasCurrent);
}
