import { Changes } from '../check/changes.ts';
import { type Problem, sorted } from '../check/problem.ts';
import { type Page, readPages } from '../pages/page.ts';
import { checkCorrections } from './corrections.ts';
import { readLedger, type Statement } from './ledger.ts';
import { Prover } from './proof.ts';
import { checkRefutations } from './refute.ts';

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
 * unique, corrections are marked where they are made, and a proof fails under the breakage that is to refute it.
 *
 * @param changes which proofs are looked at: those whose example, test or ledger has changed
 */
export async function verifyFacts(root: string, changes = new Changes(root)): Promise<Problem[]> {
  const { statements, problems } = readLedger(root);
  const { pages } = readPages(root);
  const byRoute = new Map(pages.map((page) => [page.route, page]));
  const prover = new Prover(root, changes);
  problems.push(...checkCorrections(pages, statements));
  const proven: Statement[] = [];
  for (const statement of statements) {
    const { id, file, line, proof } = statement;
    const isNew = changes.has(file);
    const why = proof && (await prover.objection(proof, isNew));
    for (const found of [pageObjection(statement, byRoute), why])
      if (found) problems.push({ file, line, message: `${id}: ${found}` });
    if (proof && !why && prover.looksAt(proof, isNew)) proven.push(statement);
  }
  problems.push(...(await checkRefutations(root, statements, proven)));
  return sorted(problems);
}
