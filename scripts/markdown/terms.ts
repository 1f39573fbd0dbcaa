import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineMdastPlugin, type MdastNode } from 'satteri';
import { parseGlossary, type Term, termCutter, termId } from '../../src/components/glossary.ts';
import { routeOf } from '../pages/page.ts';

type Node = Extract<MdastNode, { type: 'paragraph' }>['children'][number];

/**
 * Links each term of the glossary where a page first uses it, in a paragraph of its own text, but not on the page that
 * explains it. The meaning shows where a pointer rests on the link.
 *
 * @param root folder of the repository
 */
export function terms(root: string) {
  const glossary = parseGlossary(readFileSync(join(root, 'content/glossary.jsonl'), 'utf8'));
  const cut = termCutter(glossary);
  const seen = new Map<string, Set<Term>>();
  return defineMdastPlugin({
    name: 'terms',
    before(_root, { fileURL }) {
      if (!fileURL) return;
      const route = routeOf(relative(join(root, 'content/docs'), fileURLToPath(fileURL)));
      seen.set(fileURL.href, new Set(glossary.filter(({ page }) => page.split('#')[0] === route)));
    },
    paragraph(node, context) {
      if (!context.fileURL || context.parent(node)?.type !== 'root') return undefined;
      const known = seen.get(context.fileURL.href)!;
      const before = known.size;
      const children = node.children.flatMap((child): Node[] =>
        child.type !== 'text'
          ? [child]
          : cut(child.value, known).map(({ text, term }) =>
              term ? link(text, term) : { type: 'text', value: text },
            ),
      );
      return known.size > before ? { ...node, children } : undefined;
    },
  });
}

const link = (text: string, term: Term): Node => ({
  type: 'link',
  url: `/glossary/#${termId(term)}`,
  title: term.meaning,
  children: [{ type: 'text', value: text }],
});
