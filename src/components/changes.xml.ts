import rss from '@astrojs/rss';
import type { APIContext } from 'astro';
import { getCollection } from 'astro:content';
import { lastChanges } from '../../scripts/site/changed.ts';
import { siteFrom, underBase } from './site.ts';

const { base } = siteFrom(process.env);

/** The pages of the course, last changed first, for feed readers. */
export async function GET({ site }: APIContext): Promise<Response> {
  const pages = await getCollection('docs', ({ id }) => id !== '404');
  const changes = lastChanges(['content/docs', 'src/sim']);
  const items = pages
    .map(({ id, data, filePath }) => ({
      title: data.title,
      description: data.description,
      link: underBase(id === 'index' ? '/' : `/${id}/`, base),
      // What was never committed is new.
      pubDate: changes.get(filePath!) ?? new Date(),
    }))
    .sort((a, b) => b.pubDate.getTime() - a.pubDate.getTime());
  return rss({
    title: 'Desired Capacity',
    description: 'Pages of the course that are new or have changed.',
    site: site!,
    items,
  });
}
