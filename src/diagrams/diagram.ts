import { createHash } from 'node:crypto';
import { markdownToMdast, mdxToMdast, type MdastNode } from 'satteri';
import { RENDERER } from './theme.ts';

/** A ```mermaid fence in a page. */
export interface Diagram {
  /** Mermaid's text. */
  source: string;
  /** 1-based line of the fence's opening in its file. */
  line: number;
}

/** The diagrams of a page. `file` tells Markdown from MDX. Throws where the page can't be parsed. */
export function findDiagrams(page: string, file: string): Diagram[] {
  const tree = (file.endsWith('.mdx') ? mdxToMdast : markdownToMdast)(page, { position: true });
  const found: Diagram[] = [];
  const visit = (node: MdastNode) => {
    if (node.type === 'code' && node.lang === 'mermaid') {
      found.push({ source: node.value, line: node.position?.start.line ?? 1 });
    }
    if ('children' in node) for (const child of node.children) visit(child as MdastNode);
  };
  visit(tree);
  return found;
}

/** The name of its picture: the same as long as source, renderer and theme are. */
export function diagramHash(source: string): string {
  return createHash('sha256').update(RENDERER).update('\0').update(source.trim()).digest('hex').slice(0, 16);
}

/** What a diagram says of itself, in Mermaid's own terms; undefined where it says nothing. */
export function textAlternative(source: string): {
  title: string | undefined;
  description: string | undefined;
} {
  const title = /^\s*accTitle\s*:\s*(.+?)\s*$/m.exec(source)?.[1];
  const block = /^\s*accDescr\s*\{([^}]*)\}/m.exec(source)?.[1];
  const line = /^\s*accDescr\s*:\s*(.+?)\s*$/m.exec(source)?.[1];
  return { title, description: (block ?? line)?.replace(/\s+/g, ' ').trim() };
}
