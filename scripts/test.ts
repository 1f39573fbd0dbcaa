import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { astro, ROOT } from './astro.ts';
import { installChromium } from './chromium.ts';

/**
 * `npm test`: everything that must hold, cheapest first. A failed step does not stop the rest, except that browser
 * tests need a browser, and a site that builds. The last line adds up the tests; a step that is not made of tests counts as one.
 *
 * `npm test -- --shard 2/4` runs one of four parts, on a machine of its own: a fourth of the unit tests and of the browser
 * tests. The check is in the first part.
 */
const { shard } = parseArgs({ options: { shard: { type: 'string' } } }).values;
if (shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/.test(shard))
  throw new Error(`--shard takes a part and their number, such as 2/4, and not ${shard}.`);

interface Outcome {
  name: string;
  passed: number;
  failed: number;
  seconds: number;
}

const outcomes: Outcome[] = [];

function step(name: string, body: () => Pick<Outcome, 'passed' | 'failed'>): boolean {
  console.log(`\n── ${name}`);
  const start = performance.now();
  const { passed, failed } = body();
  outcomes.push({ name, passed, failed, seconds: (performance.now() - start) / 1000 });
  return failed === 0;
}

function one(ok: boolean) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

function node(...args: string[]): number {
  return spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status ?? 1;
}

/** Runs one of vitest.config.ts's projects. An error outside any test (a file that does not load) counts as a failure. */
function vitest(project: string) {
  const report = join(ROOT, '.cache/test', `${project}.json`);
  mkdirSync(join(ROOT, '.cache/test'), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const status = node(
    join(ROOT, 'node_modules/vitest/vitest.mjs'),
    'run',
    '--project',
    project,
    ...reporters,
    ...(shard === undefined ? [] : ['--shard', shard]),
  );
  let passed = 0;
  let failed = 0;
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number;
      numFailedTests: number;
    };
    passed = result.numPassedTests;
    failed = result.numFailedTests;
  } catch {
    // Vitest ended before it could report: the status below says so.
  }
  if (status !== 0 && failed === 0) failed = 1;
  return { passed, failed };
}

const browser = step('a Chromium for the tests', () => {
  try {
    console.log(installChromium());
    return one(true);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return one(false);
  }
});
if (shard === undefined || shard.startsWith('1/'))
  step('check: types, format, lint, facts, links, examples, diagrams', () =>
    one(node('scripts/check.ts', 'all') === 0),
  );
step('unit and property tests', () => vitest('unit'));
const built = step('build', () => one(astro(['build']) === 0));
if (built && browser) step('browser tests', () => vitest('e2e'));

console.log();
for (const { name, passed, failed, seconds } of outcomes) {
  console.log(`${failed ? '✗' : '✓'} ${name}: ${passed} passed, ${failed} failed (${seconds.toFixed(1)} s)`);
}
if (!built) console.log('✗ browser tests: not run, for the site does not build');
else if (!browser) console.log('✗ browser tests: not run, for there is no Chromium');
const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failed = outcomes.reduce((sum, outcome) => sum + outcome.failed, 0);
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
