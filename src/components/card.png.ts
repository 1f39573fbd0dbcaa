import type { APIContext } from 'astro';
import { getCollection } from 'astro:content';
import manifest from '../../package.json' with { type: 'json' };
import { foldersAbove } from '../../scripts/site/folders.ts';
import { keptFile } from '../../scripts/site/kept-file.ts';
import drawing from './card.ts?raw';

/** The packages that draw; a card is drawn anew where one of them changes. */
const { satori, sharp, '@fontsource/source-sans-3': font } = manifest.dependencies;

/** The social card of each page: `/cards/<page>.png`. */
export async function getStaticPaths() {
  const pages = await getCollection('docs', ({ id }) => id !== '404');
  return pages.map(({ id, data }) => ({ params: { id }, props: { data } }));
}

export async function GET({ params, props }: APIContext): Promise<Response> {
  const { title, description = '' } = (props as { data: { title: string; description?: string } }).data;
  const above = foldersAbove(params['id']!, import.meta.env.FOLDERS);
  const page = { part: above.at(-1)?.name ?? 'A course on AWS that runs', title, description };
  const inputs = [drawing, satori, sharp, font, JSON.stringify(page)];
  const png = await keptFile('.cache/cards', inputs, async () => (await import('./card.ts')).card(page));
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
}
