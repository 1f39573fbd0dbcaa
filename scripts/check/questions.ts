import { isAffected } from '../examples/check.ts';
import { type Library, loadLibrary } from '../examples/library.ts';
import { type Element, isElement, type Page, readPages } from '../pages/page.ts';
import { ASKING, type Asked, exampleOf, questionProblems, questionsProblem } from '../questions/question.ts';
import type { Changes } from './changes.ts';
import type { Check } from './check.ts';
import type { Problem } from './problem.ts';

/** The questions of a page, each with the sandbox that it stands in. */
function askedOn({ file, nodes }: Page): Asked[] {
  const sandboxes = new Map<unknown, Element>();
  const elements = nodes.filter(isElement);
  for (const element of elements)
    if (element.name === 'Sandbox') for (const child of element.children) sandboxes.set(child, element);
  return elements
    .filter(({ name }) => ASKING.includes(name ?? ''))
    .map((element) => ({ element, sandbox: sandboxes.get(element), page: file }));
}

/** Whether the changes may have made a question wrong: its page, or what its example shows. */
function mayHaveChanged(asked: Asked, changes: Changes): boolean {
  if (changes.has(asked.page)) return true;
  try {
    return asked.sandbox !== undefined && isAffected(exampleOf(asked), changes);
  } catch {
    return true;
  }
}

/** Every question has one right choice and a reason for each; of a prediction the right one is what the run gives. */
export const questions: Check = {
  name: 'questions',
  mend: 'CONTRIBUTING.md says how to ask: “Ask before the result”.',
  async find(root, { changes }) {
    let library: Promise<Library> | undefined;
    const give = () => (library ??= loadLibrary());
    const { pages } = readPages(root);
    const problems: Problem[] = [];
    for (const page of pages) {
      for (const element of page.nodes.filter(isElement)) {
        const problem = element.name === 'Questions' && questionsProblem(element, page.file);
        if (problem) problems.push(problem);
      }
      for (const asked of askedOn(page))
        if (mayHaveChanged(asked, changes)) problems.push(...(await questionProblems(asked, give)));
    }
    return problems;
  },
};
