import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  attribute,
  type Element,
  hasAttribute,
  isElement,
  lineOf,
  type Page,
  readPages,
} from '../pages/page.ts';
import { declared, isAtHand } from '../markdown/components.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';

/** Attributes that our components can't do without, and which of them name a file beside the page. */
const REQUIRED: Record<string, { attributes: string[]; files: string[] }> = {
  Sandbox: { attributes: ['file', 'title'], files: ['file'] },
  Terminal: { attributes: ['file', 'title'], files: ['file'] },
  Exercise: { attributes: ['starter', 'solution', 'title'], files: ['starter', 'solution'] },
  Predict: { attributes: ['id', 'of'], files: [] },
  Question: { attributes: ['id'], files: [] },
  Choice: { attributes: ['text'], files: [] },
  RealAws: { attributes: ['checked'], files: [] },
  Correction: { attributes: ['fact'], files: [] },
  LimitsTable: { attributes: ['service'], files: [] },
  ComparisonTable: { attributes: ['of'], files: [] },
};

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

function problemsOf(page: Page): Problem[] {
  const names = declared(page.nodes);
  return page.nodes.flatMap((node): Problem[] => {
    if (!isElement(node)) return [];
    const name = node.name ?? '';
    const problems = attributeProblems(node, name, page);
    const first = name.split('.')[0]!;
    if (/^[A-Z]/.test(name) && !isAtHand(first) && !names.has(first)) {
      problems.push({ file: page.file, line: lineOf(node), message: `There is no component <${name}>.` });
    }
    return problems;
  });
}

/** Every component that a page uses is there, and is given what it needs. */
export const components: Check = {
  name: 'components',
  mend: 'Those of src/components and of Starlight are at hand in every page; import any other below the front matter.',
  find(root) {
    return readPages(root).pages.flatMap(problemsOf);
  },
};
