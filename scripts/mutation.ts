import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { ROOT } from './astro.ts';

/**
 * `npm run mutation`: changes the simulator's code in a thousand small ways, one at a time, and counts which changes
 * the unit tests notice (https://stryker-mutator.io). `npm run mutation kernel sqs/queue.ts` does a folder and a file.
 * Where neither code nor tests have changed since the last run, its results stand. Not part of `npm test`: it takes hours.
 * MUTATION_CONCURRENCY=1 leaves cores for other work.
 */
const FOLDERS = ['kernel', 'cloud', 'sqs'];

/** Data rather than behaviour: a wrong number there is no defect that a test could tell without repeating the table. */
const DATA = ['limits', 'prices'];

const CACHE = join(ROOT, '.cache/mutation');

function sources(target: string): string[] {
  const path = `src/sim/${target}`;
  if (!existsSync(join(ROOT, path))) throw new Error(`There is no ${path}.`);
  if (path.endsWith('.ts')) return [path];
  return [`${path}/**/*.ts`, '!**/*.test.ts', ...DATA.map((name) => `!**/${name}.ts`)];
}

async function mutate(folder: string, targets: string[]) {
  process.env['MUTATION_TESTS'] = folder === 'sqs' ? '{sqs,aws}' : folder;
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
    // A busy machine is slow, and that alone must not count as a change noticed.
    timeoutMS: 6_000,
  });
  await stryker.runMutationTest();
}

const targets = process.argv.slice(2);
for (const folder of FOLDERS) {
  const own = targets.length ? targets.filter((target) => target.split('/')[0] === folder) : [folder];
  if (own.length) await mutate(folder, own);
}
