import { execFileSync } from 'node:child_process';
import rss from '@astrojs/rss';
import type { APIContext } from 'astro';
import { getCollection } from 'astro:content';
import { siteFrom, underBase } from './site.ts';

const { base } = siteFrom(process.env);

/** The pages of the course, last changed first, for feed readers. */
export async function GET({ site }: APIContext): Promise<Response> {
  const pages = await getCollection('docs', ({ id }) => id !== '404');
  const items = pages
    .map(({ id, data, filePath }) => ({
      title: data.title,
      description: data.description,
      link: underBase(id === 'index' ? '/' : `/${id}/`, base),
      pubDate: changed(filePath!),
    }))
    .sort((a, b) => b.pubDate.getTime() - a.pubDate.getTime());
  return rss({
    title: 'Desired Capacity',
    description: 'Pages of the course that are new or have changed.',
    site: site!,
    items,
  });
}

/** When a file was last committed; now, where it never was or there is no Git. */
function changed(file: string): Date {
  try {
    const date = execFileSync('git', ['log', '-1', '--format=%cI', '--', file], { encoding: 'utf8' });
    return date ? new Date(date.trim()) : new Date();
  } catch {
    return new Date();
  }
}
