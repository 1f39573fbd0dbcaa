import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import {
  attribute,
  type Element,
  hasAttribute,
  isElement,
  lineOf,
  type Page,
  readPages,
} from '../pages/page.ts';
import { ROOT } from '../astro.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';

/** Attributes that our components can't do without, and which of them name a file beside the page. */
const REQUIRED: Record<string, { attributes: string[]; files: string[] }> = {
  Sandbox: { attributes: ['file', 'title'], files: ['file'] },
  Exercise: { attributes: ['starter', 'solution', 'title'], files: ['starter', 'solution'] },
  Predict: { attributes: ['id', 'of'], files: [] },
  Question: { attributes: ['id'], files: [] },
  Choice: { attributes: ['text'], files: [] },
  RealAws: { attributes: ['checked'], files: [] },
  Correction: { attributes: ['fact'], files: [] },
  LimitsTable: { attributes: ['service'], files: [] },
  ComparisonTable: { attributes: ['of'], files: [] },
};

/** Names that a page's imports and exports give it. */
function declared({ nodes }: Page): Set<string> {
  const names = new Set<string>();
  for (const node of nodes) {
    if (node.type !== 'mdxjsEsm') continue;
    for (const [, clause] of node.value.matchAll(/\bimport\s+([^'"]+?)\s+from\b/g)) {
      for (const part of clause!.split(/[{},]/)) names.add(part.trim().split(/\s+/).at(-1)!);
    }
    for (const [, name] of node.value.matchAll(/\bexport\s+(?:const|let|function)\s+(\w+)/g))
      names.add(name!);
  }
  return names;
}

function attributeProblems(node: Element, name: string, page: Page): Problem[] {
  const required = REQUIRED[name];
  if (!required) return [];
  const at = { file: page.file, line: lineOf(node) };
  const lacking = required.attributes
    .filter((one) => !hasAttribute(node, one))
    .map((one) => ({ ...at, message: `<${name}> has no ${one}.`, mend: `Write <${name} ${one}="…">.` }));
  const missing = required.files
    .map((one) => attribute(node, one))
    .filter((path) => path !== undefined && !existsSync(resolve(dirname(page.file), path)))
    .map((path) => ({
      ...at,
      message: `<${name}> names ${path}, which does not exist.`,
      mend: 'Name a file from the folder of the page.',
    }));
  return [...lacking, ...missing];
}

/** How a component is imported: one of ours has a file of its name, one of Starlight's is exported by its package. */
function importing(name: string): string {
  const from = existsSync(join(ROOT, `src/components/${name}.astro`))
    ? `${name} from '…/src/components/${name}.astro'`
    : `{ ${name} } from '@astrojs/starlight/components'`;
  return `Import it below the front matter: import ${from};`;
}

function problemsOf(page: Page): Problem[] {
  const names = declared(page);
  return page.nodes.flatMap((node): Problem[] => {
    if (!isElement(node)) return [];
    const name = node.name ?? '';
    const problems = attributeProblems(node, name, page);
    // `Fragment` is there in every page.
    if (/^[A-Z]/.test(name) && name !== 'Fragment' && !names.has(name.split('.')[0]!)) {
      problems.push({
        file: page.file,
        line: lineOf(node),
        message: `<${name}> is not imported.`,
        mend: importing(name.split('.')[0]!),
      });
    }
    return problems;
  });
}

/** Every component that a page uses is imported, and is given what it needs. */
export const components: Check = {
  name: 'components',
  mend: importing('Sandbox'),
  find(root) {
    return readPages(root).pages.flatMap(problemsOf);
  },
};
