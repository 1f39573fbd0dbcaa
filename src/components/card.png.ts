import type { APIContext } from 'astro';
import { getCollection } from 'astro:content';
import { card } from './card.ts';

/** What stands above a title, by where the page lies. */
const PARTS: [folder: string, name: string][] = [
  ['messaging/sqs', 'Amazon SQS'],
  ['simulator', 'The simulator'],
];

/** The social card of each page: `/cards/<page>.png`. */
export async function getStaticPaths() {
  const pages = await getCollection('docs', ({ id }) => id !== '404');
  return pages.map(({ id, data }) => ({ params: { id }, props: { data } }));
}

export async function GET({ params, props }: APIContext): Promise<Response> {
  const { title, description = '' } = (props as { data: { title: string; description?: string } }).data;
  const folder = params['id']!;
  const [, part = 'A course on AWS that runs'] =
    PARTS.find(([one]) => folder === one || folder.startsWith(`${one}/`)) ?? [];
  const png = await card({ part, title, description });
  return new Response(new Uint8Array(png), { headers: { 'content-type': 'image/png' } });
}
