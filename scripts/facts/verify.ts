import { Changes } from '../check/changes.ts';
import { type Problem, sorted } from '../check/problem.ts';
import { type Page, readPages } from '../pages/page.ts';
import { checkCorrections } from './corrections.ts';
import { readLedger, type Statement } from './ledger.ts';
import { Prover } from './proof.ts';

function pageObjection(statement: Statement, pages: Map<string, Page>): string | undefined {
  if (!statement.page) return undefined;
  const [route, heading] = statement.page.split('#') as [string, string];
  const page = pages.get(route);
  if (!page) return `there is no page ${route}.`;
  if (page.anchors.has(heading)) return undefined;
  return `${route} has no heading #${heading}. It has: ${[...page.anchors].map((one) => `#${one}`).join(', ')}.`;
}

/**
 * Whether the ledger keeps its word: each page, heading, file and label exists, each check ran and held, ids are
 * unique, and corrections are marked where they are made.
 *
 * @param changes which proofs are looked at: those whose example, test or ledger has changed
 */
export async function verifyFacts(root: string, changes = new Changes(root)): Promise<Problem[]> {
  const { statements, problems } = readLedger(root);
  const { pages } = readPages(root);
  const byRoute = new Map(pages.map((page) => [page.route, page]));
  const prover = new Prover(root, changes);
  problems.push(...checkCorrections(pages, statements));
  for (const statement of statements) {
    const { id, file, line, proof } = statement;
    const found = [
      pageObjection(statement, byRoute),
      proof && (await prover.objection(proof, changes.has(file))),
    ];
    for (const why of found) if (why) problems.push({ file, line, message: `${id}: ${why}` });
  }
  return sorted(problems);
}
