import { ROOT } from './astro.ts';
import { CHECKS, problemText, runChecks } from './check/run.ts';

/** `npm run check`: all that must hold and can be told in a minute. `npm run check links facts` runs those alone. */
const names = process.argv.slice(2);
const unknown = names.find((name) => !CHECKS.some((check) => check.name === name));
if (unknown) {
  console.error(`There is no check ${unknown}. There are: ${CHECKS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const start = performance.now();
const findings = await runChecks(
  ROOT,
  ({ check, problems, seconds }) => {
    for (const problem of problems) console.log(problemText(check, problem, ROOT));
    const count = problems.length ? `: ${problems.length} to mend` : '';
    console.log(`${count ? '✗' : '✓'} ${check.name}${count} (${seconds.toFixed(1)} s)`);
  },
  names.length ? names : undefined,
);
const count = findings.reduce((sum, { problems }) => sum + problems.length, 0);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(count ? `\n${count} to mend (${seconds} s)` : `\nAll is well (${seconds} s)`);
process.exit(count ? 1 : 0);
