import { relative } from 'node:path';
import { ROOT } from './astro.ts';
import { coverageText } from './facts/coverage.ts';
import { readLedger } from './facts/ledger.ts';
import { verifyFacts } from './facts/verify.ts';
import { readPages } from './pages/page.ts';

/** `npm run facts`: verifies the ledger in `content/facts`, and prints how far the course has come with it. */
const problems = await verifyFacts(ROOT);
for (const { file, line, message, mend } of problems) {
  console.error(`${relative(ROOT, file)}:${line}: ${[message, mend].filter(Boolean).join(' ')}`);
}
if (problems.length) console.error();
console.log(coverageText(readLedger(ROOT).statements, readPages(ROOT).pages));
process.exit(problems.length ? 1 : 0);
