import Slugger, { slug } from 'github-slugger';
import { load, YAMLException } from 'js-yaml';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type MdastNode, markdownToMdast, mdxToMdast } from 'satteri';
import { type Problem, Unreadable } from '../check/problem.ts';

/** A page of the course, as far as the checks look at it. */
export interface Page {
  /** Absolute path. */
  file: string;
  /** Its address without slashes around it: `messaging/sqs/queue`; empty for the home page. */
  route: string;
  /** What its front matter holds; empty where there is none. */
  data: Record<string, unknown>;
  /** All nodes of its Markdown, in order. */
  nodes: MdastNode[];
  /** What a link can point at in it, besides its beginning. */
  anchors: Set<string>;
}

/** What can be read of the pages, and what can't. */
export interface Pages {
  pages: Page[];
  problems: Problem[];
}

/** Slugs, quotes and dashes as Astro makes them, so that anchors are those of the built page. */
const OPTIONS = { features: { smartPunctuation: true } };

/** Where a page of `content/docs` is published, as Astro's loader derives it. */
export function routeOf(path: string): string {
  const segments = path.replace(/\.mdx?$/, '').split(/[\\/]/);
  return segments
    .map((segment) => slug(segment))
    .join('/')
    .replace(/(^|\/)index$/, '');
}

/** The 1-based line of a node. */
export function lineOf(node: MdastNode): number {
  return node.position?.start.line ?? 1;
}

/** Every node below and with `node`, in the order of the text. */
export function descendants(node: MdastNode): MdastNode[] {
  const children = 'children' in node ? (node.children as MdastNode[]) : [];
  return [node, ...children.flatMap(descendants)];
}

function textOf(node: MdastNode): string {
  return descendants(node)
    .map((one) => ('value' in one && typeof one.value === 'string' ? one.value : ''))
    .join('');
}

/** An element in MDX: a component, or HTML. */
export type Element = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

export function isElement(node: MdastNode): node is Element {
  return node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
}

/** Whether an element sets an attribute, to plain text or to anything else. */
export function hasAttribute(element: Element, name: string): boolean {
  return element.attributes.some((one) => one.type === 'mdxJsxAttribute' && one.name === name);
}

/** The value of an element's attribute, where it is plain text. */
export function attribute(node: MdastNode, name: string): string | undefined {
  if (!isElement(node)) return undefined;
  const found = node.attributes.find((one) => one.type === 'mdxJsxAttribute' && one.name === name);
  return typeof found?.value === 'string' ? found.value : undefined;
}

/** The anchors of a page or of any Markdown: of its headings, and what bears an `id`. */
export function anchorsOf(nodes: MdastNode[]): Set<string> {
  const slugger = new Slugger();
  const anchors = new Set(['_top']);
  for (const node of nodes) {
    if (node.type === 'heading') anchors.add(slugger.slug(textOf(node)));
    const id = attribute(node, 'id');
    if (id) anchors.add(id);
    if (node.type === 'html') for (const [, id] of node.value.matchAll(/\bid="([^"]+)"/g)) anchors.add(id!);
  }
  return anchors;
}

/** The nodes of a Markdown or MDX text. Throws Unreadable where it does not parse. */
export function parse(file: string, text: string): MdastNode[] {
  try {
    return descendants(file.endsWith('.mdx') ? mdxToMdast(text, OPTIONS) : markdownToMdast(text, OPTIONS));
  } catch (error) {
    const [, line, message] = /^(\d+):\d+: (.*)/s.exec((error as Error).message) ?? [];
    throw new Unreadable({ file, line: Number(line ?? 1), message: message ?? (error as Error).message });
  }
}

function frontMatter(file: string, nodes: MdastNode[]): Record<string, unknown> {
  const node = nodes.find(({ type }) => type === 'yaml');
  if (node?.type !== 'yaml') return {};
  try {
    const data = load(node.value);
    return typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {};
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const line = lineOf(node) + 1 + (error.mark?.line ?? 0);
    throw new Unreadable({ file, line, message: `The front matter is not YAML: ${error.reason}.` });
  }
}

/** The pages that were read last: several checks read all of them. */
const known = new Map<string, { text: string; page: Page }>();

function readPage(root: string, file: string): Page {
  const text = readFileSync(file, 'utf8');
  const last = known.get(file);
  if (last?.text === text) return last.page;
  const nodes = parse(file, text);
  const data = frontMatter(file, nodes);
  const route = typeof data['slug'] === 'string' ? data['slug'] : routeOf(relative(root, file));
  const page = { file, route, data, nodes, anchors: anchorsOf(nodes) };
  known.set(file, { text, page });
  return page;
}

/** Reads the pages under `<root>/content/docs`. A page that does not parse is a problem, not a page. */
export function readPages(root: string): Pages {
  const folder = join(root, 'content/docs');
  const pages: Page[] = [];
  const problems: Problem[] = [];
  for (const path of globSync('**/*.{md,mdx}', { cwd: folder }).sort()) {
    try {
      pages.push(readPage(folder, join(folder, path)));
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      problems.push(error.problem);
    }
  }
  return { pages, problems };
}
