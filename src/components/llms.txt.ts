import type { APIContext } from 'astro';
import { getCollection } from 'astro:content';
import type { Folder } from '../../scripts/site/folders.ts';
import { markdownAddress, siteFrom, underBase } from './site.ts';

const { base } = siteFrom(process.env);

/** Pages of a section, by id. */
type Section = [name: string, ids: string[]];

/** A folder's pages, and those of the folders in it, each folder a section. */
function sections({ pages, folders }: Folder, names: string[] = []): Section[] {
  return [[names.join(': '), pages], ...folders.flatMap((one) => sections(one, [...names, one.name]))];
}

/** All pages with their addresses, for readers who are machines; llmstxt.org describes the format. */
export async function GET({ site }: APIContext): Promise<Response> {
  const pages = new Map((await getCollection('docs')).map(({ id, data }) => [id, data]));
  const [[, alone], ...folders] = sections(import.meta.env.FOLDERS) as [Section, ...Section[]];
  // What has no file of its own is made from the library.
  const reference = [...pages.keys()].filter((id) => id.startsWith('reference/'));
  const all: Section[] = [['The course', ['index', ...alone]], ...folders, ['API reference', reference]];

  const line = (id: string) => {
    const { title, description } = pages.get(id)!;
    const address = new URL(underBase(markdownAddress(id === 'index' ? '/' : `/${id}/`), base), site);
    return `- [${title}](${address.href}): ${description}`;
  };
  const lists = all
    .filter(([, ids]) => ids.length > 0)
    .map(([name, ids]) => `## ${name}\n\n${ids.map(line).join('\n')}\n`);
  const text = `# Desired Capacity

> ${pages.get('index')!.description}

Each example is TypeScript on a deterministic simulator of AWS, and is followed by the result of its run. Every page is here
as Markdown; its address with a slash in place of \`.md\` is the page for people.

${lists.join('\n')}`;
  return new Response(text, { headers: { 'content-type': 'text/plain;charset=utf-8' } });
}
