import { attribute, isElement, lineOf, type Page } from '../pages/page.ts';
import type { Problem } from '../check/problem.ts';
import type { Statement } from './ledger.ts';

/** A fact that `<Correction fact="…">` names on a page. */
export interface Correction {
  id: string;
  page: Page;
  line: number;
}

/** What the pages correct, in their order. */
export function correctionsOn(pages: Page[]): Correction[] {
  return pages.flatMap((page) =>
    page.nodes
      .filter((node) => isElement(node) && node.name === 'Correction')
      .flatMap((node) =>
        (attribute(node, 'fact') ?? '')
          .split(/\s+/)
          .filter(Boolean)
          .map((id) => ({ id, page, line: lineOf(node) })),
      ),
  );
}

const needsRemark = ({ verdict }: Statement) => verdict === 'outdated' || verdict === 'wrong';

/** Whether each correction names a fact of its page, and each outdated or wrong fact has one on the page that says it. */
export function checkCorrections(pages: Page[], statements: Statement[]): Problem[] {
  const problems: Problem[] = [];
  const facts = new Map(statements.map((statement) => [statement.id, statement]));
  const corrections = correctionsOn(pages);
  for (const { id, page, line } of corrections) {
    const fact = facts.get(id);
    const at = { file: page.file, line };
    if (!fact) {
      problems.push({
        ...at,
        message: `The ledger has no fact ${id}.`,
        mend: 'Take an id from content/facts.',
      });
    } else if (fact.verdict === 'ok') {
      problems.push({ ...at, message: `${id} needs no correction: its verdict is ok.` });
    } else if (fact.page?.split('#')[0] !== page.route) {
      const message = `${id} is corrected here, but its \`page\` is ${fact.page ?? 'not set'}.`;
      problems.push({ ...at, message, mend: `Set its \`page\` to ${page.route}#<heading>.` });
    }
  }
  const marked = new Set(corrections.map(({ id, page }) => `${page.route}#${id}`));
  for (const { id, verdict, page, file, line } of statements.filter(needsRemark)) {
    const route = page?.split('#')[0];
    if (route === undefined || marked.has(`${route}#${id}`)) continue;
    const message = `${id} is ${verdict}, and ${route} carries it without a correction.`;
    problems.push({ file, line, message, mend: `Mark it there: <Correction fact="${id}">…</Correction>.` });
  }
  return problems;
}
