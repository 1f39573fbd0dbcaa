import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { MdastNode } from 'satteri';
import {
  anchorsOf,
  attribute,
  hasAttribute,
  isElement,
  lineOf,
  type Page,
  parse,
  readPages,
} from '../pages/page.ts';
import type { Check } from './check.ts';
import { type Problem, Unreadable } from './problem.ts';
import { referenceSlugs } from '../reference/modules.ts';

const EXTERNAL = /^([a-z][a-z0-9+.-]*:|\/\/)/i;

/** An address that a text points at, and where it does. */
interface Reference {
  url: string;
  line: number;
}

/** What the nodes of a text link to, in Markdown and in JSX or HTML. */
function linksOf(nodes: MdastNode[]): Reference[] {
  return nodes.flatMap((node) => {
    const line = lineOf(node);
    if (node.type === 'link' || node.type === 'definition') return [{ url: node.url, line }];
    if (node.type === 'html')
      return [...node.value.matchAll(/\bhref="([^"]*)"/g)].map(([, url]) => ({ url: url!, line }));
    const url = attribute(node, 'href');
    return url === undefined ? [] : [{ url, line }];
  });
}

/** Links of a splash page's buttons, which stand in its front matter. */
function actionsOf({ data, nodes }: Page): Reference[] {
  const { actions } = (data['hero'] ?? {}) as { actions?: { link?: unknown }[] };
  const yaml = nodes.find(({ type }) => type === 'yaml');
  if (!Array.isArray(actions) || yaml?.type !== 'yaml') return [];
  const lines = yaml.value.split('\n');
  return actions.flatMap(({ link }) => {
    if (typeof link !== 'string') return [];
    return [{ url: link, line: lineOf(yaml) + 1 + lines.findIndex((line) => line.includes(link)) }];
  });
}

const split = (url: string) => {
  const [, path, anchor] = /^([^?#]*)(?:\?[^#]*)?(?:#(.*))?$/s.exec(url)!;
  return { path: decodeURI(path!), anchor: anchor === undefined ? undefined : decodeURIComponent(anchor) };
};

/** Why a link from a page leads nowhere; undefined if it leads somewhere. */
function pageObjection(url: string, from: Page, pages: Map<string, Page>, root: string): string | undefined {
  const { path, anchor } = split(url);
  let target = from;
  if (path !== '') {
    if (!path.startsWith('/')) return `The link ${url} is relative.`;
    const route = path.replace(/^\/|\/$/g, '');
    const found = pages.get(route);
    if (!found) {
      // Its pages are made from the library when the site is built; their anchors are names.
      if (referenceSlugs().includes(route)) return undefined;
      const file = join(root, 'public', path);
      return existsSync(file) && statSync(file).isFile() ? undefined : `There is no page ${path}.`;
    }
    if (!path.endsWith('/')) return `The link ${url} lacks the slash at the end of its path.`;
    target = found;
  }
  if (anchor === undefined || anchor === '' || target.anchors.has(anchor)) return undefined;
  return `${path || 'The page'} has no heading #${anchor}. It has: ${headings(target.anchors)}.`;
}

const headings = (anchors: Set<string>) => [...anchors].map((one) => `#${one}`).join(', ');

/** Why a link from a text of the repository leads nowhere. */
function fileObjection(url: string, from: string): string | undefined {
  const { path, anchor } = split(url);
  const file = path === '' ? from : resolve(dirname(from), path);
  if (!existsSync(file)) return `There is no file ${path}.`;
  if (!anchor || !/\.mdx?$/.test(file)) return undefined;
  const anchors = anchorsOf(parse(file, readFileSync(file, 'utf8')));
  return anchors.has(anchor)
    ? undefined
    : `${path || 'The file'} has no heading #${anchor}. It has: ${headings(anchors)}.`;
}

/** Pictures that are not there, or say nothing to those who can't see them. */
function imageProblems(nodes: MdastNode[], file: string, root: string): Problem[] {
  return nodes.flatMap((node) => {
    const element = isElement(node) && (node.name === 'img' || node.name === 'Image');
    if (!element && node.type !== 'image') return [];
    const at = { file, line: lineOf(node) };
    const url = node.type === 'image' ? node.url : attribute(node, 'src');
    // An empty `alt` says in HTML that a picture is an ornament; in Markdown it has just been forgotten.
    const described = node.type === 'image' ? node.alt : element && hasAttribute(node, 'alt');
    const problems: Problem[] = [];
    if (!described) {
      const mend = 'Say what it shows: ![what it shows](picture.svg).';
      problems.push({ ...at, message: `The picture ${url ?? ''} has no text alternative.`, mend });
    }
    if (url !== undefined && !EXTERNAL.test(url)) {
      const { path } = split(url);
      const target = path.startsWith('/') ? join(root, 'public', path) : resolve(dirname(file), path);
      if (!existsSync(target)) {
        problems.push({
          ...at,
          message: `There is no picture ${url}.`,
          mend: 'Put it beside the page, or into public/.',
        });
      }
    }
    return problems;
  });
}

function problemsOf(references: Reference[], file: string, objection: (url: string) => string | undefined) {
  return references
    .filter(({ url }) => !EXTERNAL.test(url))
    .flatMap(({ url, line }): Problem[] => {
      const message = objection(url);
      return message ? [{ file, line, message }] : [];
    });
}

/** Texts of the repository that are no pages. */
function checkText(file: string, root: string): Problem[] {
  try {
    const nodes = parse(file, readFileSync(file, 'utf8'));
    return [
      ...problemsOf(linksOf(nodes), file, (url) => fileObjection(url, file)),
      ...imageProblems(nodes, file, root),
    ];
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return [error.problem];
  }
}

/** Links between pages, to their headings, to files; and pictures. Other sites are not asked. */
export const links: Check = {
  name: 'links',
  mend: 'Link to a page by its address from the root of the site: [polling](/messaging/sqs/polling/#a-heading).',
  find(root) {
    const { pages } = readPages(root);
    const byRoute = new Map(pages.map((page) => [page.route, page]));
    const texts = globSync(['*.md', 'content/facts/**/*.md', '.github/**/*.md'], { cwd: root });
    return [
      ...pages.flatMap((page) => [
        ...problemsOf([...actionsOf(page), ...linksOf(page.nodes)], page.file, (url) =>
          pageObjection(url, page, byRoute, root),
        ),
        ...imageProblems(page.nodes, page.file, root),
      ]),
      ...texts.flatMap((path) => checkText(join(root, path), root)),
    ];
  },
};
