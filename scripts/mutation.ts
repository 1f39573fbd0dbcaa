import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { ROOT } from './astro.ts';

/**
 * `npm run mutation`: changes the simulator's code in a thousand small ways, one at a time, and counts which changes
 * the unit tests notice (https://stryker-mutator.io). `npm run mutation kernel sqs/queue.ts` does a folder and a file.
 * Where neither code nor tests have changed since the last run, its results stand. Not part of `npm test`: it takes
 * many minutes, far more on a busy machine.
 * MUTATION_CONCURRENCY=1 leaves cores for other work.
 */
const FOLDERS = [
  'kernel',
  'cloud',
  'tongue',
  ...readdirSync(join(ROOT, 'src/sim/services'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name),
];

/** Data rather than behaviour: nothing but its words would be changed, and only a copy of the table could tell. */
const DATA = ['limits', 'prices'];

/** Where a folder or file is that a person names: `kernel`, `sqs/queue.ts`. */
function pathOf(target: string): string {
  const folder = target.split('/')[0]!;
  return existsSync(join(ROOT, 'src/sim', folder)) ? `src/sim/${target}` : `src/sim/services/${target}`;
}

const CACHE = join(ROOT, '.cache/mutation');

function sources(target: string): string[] {
  const path = pathOf(target);
  if (path.endsWith('.ts')) return [path];
  return [`${path}/**/*.ts`, '!**/*.test.ts', ...DATA.map((name) => `!**/${name}.ts`)];
}

async function mutate(folder: string, targets: string[]) {
  process.env['MUTATION_TESTS'] = folder;
  const stryker = new Stryker({
    mutate: targets.flatMap(sources),
    testRunner: 'in-process',
    plugins: ['./scripts/mutation/runner.ts'],
    maxTestRunnerReuse: 200,
    coverageAnalysis: 'perTest',
    incremental: true,
    incrementalFile: join(CACHE, `${folder}.json`),
    reporters: [process.stdout.isTTY ? 'progress' : 'progress-append-only', 'clear-text', 'html'],
    clearTextReporter: { allowColor: false, logTests: false, reportTests: false, skipFull: true },
    htmlReporter: { fileName: join(CACHE, `${folder}.html`) },
    tempDirName: '.cache/mutation/sandbox',
    // The tests read nothing else.
    ignorePatterns: ['**', '!package.json', '!tsconfig.json', '!src/**'],
    allowConsoleColors: false,
    concurrency: Number(process.env['MUTATION_CONCURRENCY']) || undefined,
    // The runner stops what goes on and on; this is for what holds the processor and does not come by its mutant.
    timeoutMS: 10_000,
  });
  await stryker.runMutationTest();
}

const targets = process.argv.slice(2);
const folderOf = (target: string) => target.split('/')[0]!;
const unknown = targets.find(
  (one) => !FOLDERS.includes(folderOf(one)) || !existsSync(join(ROOT, pathOf(one))),
);
if (unknown) {
  console.error(
    `There is no ${unknown} to change: name ${FOLDERS.join(', ')}, or a file of theirs (sqs/queue.ts).`,
  );
  process.exit(2);
}
for (const folder of FOLDERS) {
  const own = targets.length ? targets.filter((target) => folderOf(target) === folder) : [folder];
  if (own.length) await mutate(folder, own);
}
