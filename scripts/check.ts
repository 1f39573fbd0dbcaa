import { ROOT } from './astro.ts';
import { Changes } from './check/changes.ts';
import { CHECKS, problemText, runChecks } from './check/run.ts';

/**
 * `npm run check`: all that must hold and can be told in a minute, of what is not on the main branch yet.
 * `npm run check all` looks at everything, as CI does; `npm run check links facts` runs those alone, on everything;
 * `npm run check examples -- --write` writes what the examples print.
 */
const words = process.argv.slice(2);
const write = words.includes('--write');
const everything = words.includes('all') || Boolean(process.env['CI']);
const names = words.filter((word) => word !== '--write' && word !== 'all');
const unknown = names.find((name) => !CHECKS.some((check) => check.name === name));
if (unknown) {
  console.error(
    `There is no check ${unknown}. There are: ${CHECKS.map(({ name }) => name).join(', ')}, and all.`,
  );
  process.exit(2);
}

const start = performance.now();
const changes = everything || names.length > 0 ? new Changes(ROOT) : Changes.since(ROOT);
if (changes.paths) {
  console.log(
    `What ${changes.paths.length} changed files may break; \`npm run check all\` looks at everything.`,
  );
}
const findings = await runChecks(
  ROOT,
  ({ check, problems, seconds }) => {
    for (const problem of problems) console.log(problemText(check, problem, ROOT));
    const count = problems.length ? `: ${problems.length} to mend` : '';
    console.log(`${count ? '✗' : '✓'} ${check.name}${count} (${seconds.toFixed(1)} s)`);
  },
  { changes, write, names: names.length ? names : undefined },
);
const count = findings.reduce((sum, { problems }) => sum + problems.length, 0);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(count ? `\n${count} to mend (${seconds} s)` : `\nAll is well (${seconds} s)`);
process.exit(count ? 1 : 0);
