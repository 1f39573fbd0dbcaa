import { lineOf, type Page, readPages } from '../pages/page.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';

/** The line that sets a field of the front matter; the first line where none does. */
function lineOfField(page: Page, name: string): number {
  const node = page.nodes.find(({ type }) => type === 'yaml');
  if (node?.type !== 'yaml') return 1;
  const index = node.value.split('\n').findIndex((line) => line.startsWith(`${name}:`));
  return index < 0 ? 1 : lineOf(node) + 1 + index;
}

function problemsOf(page: Page): Problem[] {
  return ['title', 'description']
    .filter((name) => typeof page.data[name] !== 'string' || page.data[name].trim() === '')
    .map((name) => ({
      file: page.file,
      line: lineOfField(page, name),
      message: name in page.data ? `The ${name} must be a text.` : `The page has no ${name}.`,
    }));
}

/** Every page parses, and says in its front matter what it is. */
export const frontMatter: Check = {
  name: 'front-matter',
  mend: 'A page begins with title and description between lines of ---, as YAML: quote a text with a colon in it.',
  find(root) {
    const { pages, problems } = readPages(root);
    return [...problems, ...pages.flatMap(problemsOf)];
  },
};
