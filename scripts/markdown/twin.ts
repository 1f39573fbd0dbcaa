import { htmlToHast } from 'satteri';
import { markdownAddress } from '../../src/components/site.ts';
import { HtmlReader } from './from-html.ts';

/** Where a page is, as its twin says it. */
export interface TwinOptions {
  /** The page's address: `https://example.com/course/messaging/sqs/`. */
  page: string;
  /** The address of the list of all pages. */
  index: string;
  /** Where the site begins: links to pages below it lead to their twins. */
  site: string;
}

const CONTENT = '<div class="sl-markdown-content"';

/** The Markdown twin of a page, from the HTML that Starlight has built. */
export function twin(html: string, { page, index, site }: TwinOptions): string {
  const start = html.indexOf(CONTENT);
  if (start < 0) throw new Error(`${page} has no content: Starlight's markup has changed.`);
  const title = /<h1[^>]*\bid="_top"[^>]*>(.*?)<\/h1>/s.exec(html)?.[1] ?? '';
  const description = /<meta name="description" content="([^"]*)"/.exec(html)?.[1] ?? '';
  const root = htmlToHast(lighter(html.slice(start)), { fragment: true });
  const content = 'children' in root ? root.children[0]! : root;
  const reader = new HtmlReader((address) => {
    if (address.startsWith('#')) return address;
    const url = new URL(address, page);
    const ours = url.href.startsWith(site) && url.pathname.endsWith('/');
    if (ours) url.pathname = markdownAddress(url.pathname.slice(new URL(site).pathname.length - 1));
    return ours ? new URL(`.${url.pathname}${url.search}${url.hash}`, site).href : url.href;
  });
  const text = (fragment: string) =>
    reader.line(
      [htmlToHast(fragment, { fragment: true })].flatMap((one) => ('children' in one ? one.children : [])),
    );
  const blocks = [
    `# ${text(title)}`,
    `> ${text(description)}`,
    `This is the Markdown of <${page}>. All pages: <${index}>`,
    reader.markdown(content),
  ];
  return `${blocks.join('\n\n')}\n`;
}

/**
 * HTML without what takes long to read and is not read: pictures, scripts and the colours of code, which are nine tenths
 * of a page.
 */
function lighter(html: string): string {
  return without(html.replaceAll(/<(script|style)\b.*?<\/\1>/gs, ''), 'svg').replaceAll(
    /(?:<figcaption class="header">(.*?)<\/figcaption>)?<pre([^>]*)>(.*?)<\/pre>/gs,
    (_, caption: string | undefined, attributes: string, inside: string) => {
      const name = /class="title">([^<]*)</.exec(caption ?? '')?.[1];
      return `<pre${attributes}${name ? ` title="${name}"` : ''}>${plainLines(inside)}</pre>`;
    },
  );
}

/** The text of highlighted code: an element a line, or lines as they are. */
function plainLines(html: string): string {
  const text = (part: string) => part.replaceAll(/<[^>]*>/g, '');
  // What folded lines are called is no code.
  const [first = '', ...lines] = html
    .replaceAll(/<summary>.*?<\/summary>/gs, '')
    .split('<div class="ec-line');
  if (lines.length === 0) return text(first);
  return lines.map((line) => text(`<div${line.slice(line.indexOf('>'))}`).replaceAll('\n', '')).join('\n');
}

/** HTML without the elements of a name, which may stand in each other. */
function without(html: string, name: string): string {
  const kept: string[] = [];
  let [depth, from] = [0, 0];
  for (const { 0: tag, index } of html.matchAll(new RegExp(`<${name}\\b|</${name}>`, 'g'))) {
    if (tag.startsWith('</')) {
      if (--depth === 0) from = index + tag.length;
    } else if (depth++ === 0) kept.push(html.slice(from, index));
  }
  return kept.join('') + html.slice(from);
}
