import { spawn } from 'node:child_process';
import { globSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { Problem } from '../check/problem.ts';
import { withNeeds } from '../../src/sandbox/chunks.ts';
import { CACHE, servicesOf, transcriptOf } from '../examples/cache.ts';
import { type Example, readExample } from '../examples/example.ts';
import { type Library, loadLibrary, presentLibrary } from '../examples/library.ts';
import { turn } from '../examples/run.ts';
import type { Edit } from '../package/chunks.ts';
import { hashOf, kept } from '../package/kept.ts';
import { type NamedEdit, readBreakages } from './breakages.ts';
import type { Statement } from './ledger.ts';
import { isTest, quoted } from './proof.ts';

/** Test files that run where the library is broken. */
export interface BrokenRun {
  edit: Edit;
  /** From the root. */
  files: string[];
}

/** Seconds that the tests of a broken model may take: it may go on for ever. */
const DEADLINE = 120;

/**
 * Whether proofs fail under the breakages that are to refute them.
 *
 * @param statements all of them: a breakage that none names is a problem
 * @param proven those whose proofs hold and are to be looked at
 */
export async function checkRefutations(
  root: string,
  statements: readonly Statement[],
  proven: readonly Statement[],
): Promise<Problem[]> {
  const { breakages, problems } = await readBreakages(root);
  const refuter = new Refuter(root, breakages);
  const tests: Claim[] = [];
  const examples: Claim[] = [];
  const tell = ({ id, file, line }: Statement, why: string | undefined) => {
    if (why) problems.push({ file, line, message: `${id}: ${why}` });
  };
  for (const statement of proven) {
    const { proof, refuted } = statement;
    if (!proof || !refuted) continue;
    if (!breakages.has(refuted)) {
      tell(statement, `no breakages.ts has “${refuted}”. There are: ${quoted(breakages.keys())}.`);
      continue;
    }
    const claim = { statement, ...proof, breakage: refuted };
    (isTest(proof.file) ? tests : examples).push(claim);
  }
  const shown = refuter.examples(examples);
  const found = await refuter.tests(tests);
  for (const [index, { statement }] of tests.entries()) tell(statement, found[index]);
  for (const [statement, why] of await shown) tell(statement, why);
  problems.push(...unused(root, breakages, statements));
  return problems;
}

/** Breakages of this tree that no statement names: what is not needed goes. */
export function unused(
  root: string,
  breakages: ReadonlyMap<string, NamedEdit>,
  statements: readonly Statement[],
): Problem[] {
  const named = new Set(statements.map(({ refuted }) => refuted));
  return [...breakages]
    .filter(([name, { list }]) => !named.has(name) && list.startsWith(realpathSync(root)))
    .map(([name, { list, line }]) => ({ file: list, line, message: `No fact is refuted by “${name}”.` }));
}

/** That a proof fails under a breakage. */
interface Claim {
  statement: Statement;
  file: string;
  check: string;
  breakage: string;
}

/** Asks whether proofs fail where the library is broken. What has not changed since is not run again. */
class Refuter {
  readonly #root: string;
  readonly #breakages: ReadonlyMap<string, NamedEdit>;

  /** @param breakages by their names in the ledger */
  constructor(root: string, breakages: ReadonlyMap<string, NamedEdit>) {
    this.#root = root;
    this.#breakages = breakages;
  }

  /** For each claim that an example proves: why its check is not refuted by its breakage; undefined where it is. */
  async examples(claims: readonly Claim[]): Promise<[Statement, string | undefined][]> {
    const whole = await presentLibrary();
    const found: Promise<[Statement, string | undefined][]>[] = [];
    for (const [breakage, group] of Map.groupBy(claims, (claim) => claim.breakage)) {
      const { edit } = this.#breakages.get(breakage)!;
      const byFile = Map.groupBy(group, (claim) => claim.file);
      const touched = new Set<string>();
      for (const file of byFile.keys())
        for (const one of await servicesOf(this.#read(file), whole)) touched.add(one);
      // One is bundled at a time, which uses all cores, and no more of it than the examples touch.
      const library = await loadLibrary(undefined, edit, withNeeds([...touched], whole.services));
      for (const [file, some] of byFile)
        found.push(this.#example(file, some, library, () => loadLibrary(undefined, edit)));
    }
    return (await Promise.all(found)).flat();
  }

  #read(file: string): Example {
    return readExample(join(this.#root, file));
  }

  /**
   * The claims of one example under one breakage: one run answers them.
   *
   * @param whole the broken library with all services, of which the breakage may make the example touch more
   */
  async #example(
    file: string,
    claims: readonly Claim[],
    library: Library,
    whole?: () => Promise<Library>,
  ): Promise<[Statement, string | undefined][]> {
    const { breakage } = claims[0]!;
    const cache = join(CACHE, 'broken', breakage.replaceAll(/[^\w-]+/g, '~'));
    const { entries } = await transcriptOf(this.#read(file), library, cache);
    const error = entries.find((entry) => entry.type === 'error');
    if (error && whole) return this.#example(file, claims, await whole());
    return claims.map(({ statement, check: label }) => {
      const checks = entries.filter((entry) => entry.type === 'check' && entry.label === label);
      if (checks.some((entry) => entry.type === 'check' && !entry.ok)) return [statement, undefined];
      if (checks.length > 0) return [statement, holds(`the check “${label}” of ${file}`, breakage)];
      const end = error?.type === 'error' ? `, by ${error.name}: ${error.message}` : '';
      const why = `where “${breakage}” is so, ${file} ends before its check “${label}”${end}. Its breakage should let it come there.`;
      return [statement, why];
    });
  }

  /** The same of tests: for each an objection, or undefined. Those of a breakage run at once. */
  async tests(proofs: readonly Claim[]): Promise<(string | undefined)[]> {
    const source = hashOf(globSync('src/sim/**/*.ts', { cwd: this.#root }));
    const failures = Array.from(
      Map.groupBy(proofs, ({ breakage }) => breakage),
      async ([name, claims]) => {
        const files = [...new Set(claims.map(({ file }) => file))];
        const run = { edit: this.#breakages.get(name)!.edit, files };
        return [name, await failuresOf(this.#root, run, source)] as const;
      },
    );
    const failed = new Map(await Promise.all(failures));
    return proofs.map(({ file, check, breakage }) => {
      const names = failed.get(breakage);
      if (!names) return `where “${breakage}” is so, ${file} does not come to its end.`;
      if (names.some((name) => titled(check).test(name))) return undefined;
      return holds(`the test “${check}” of ${file}`, breakage);
    });
  }
}

/** Fits the names that a title gives: `%d` and `$name` in it stand for the values of a row. */
const titled = (title: string) =>
  new RegExp(`^${title.replaceAll(/[.*+?^{}()|[\]\\]/g, '\\$&').replaceAll(/%[a-z]|\$\w+/g, '.*')}$`, 's');

const holds = (what: string, breakage: string) => `${what} holds even where “${breakage}” is so.`;

/**
 * The names of the tests that failed; undefined where they go on for ever.
 *
 * @param source a name for the content of the library's files
 */
async function failuresOf(root: string, run: BrokenRun, source: string): Promise<string[] | undefined> {
  const texts = run.files.map((file) => readFileSync(join(root, file), 'utf8'));
  const key = hashOf([], source, JSON.stringify(run), ...texts);
  try {
    const folder = await kept('broken-tests', key, (folder) =>
      turn(() => runTests(root, run, join(folder, 'failed.json'))),
    );
    return JSON.parse(readFileSync(join(folder, 'failed.json'), 'utf8')) as string[];
  } catch (error) {
    if (error instanceof Endless) return undefined;
    throw error;
  }
}

class Endless extends Error {}

function runTests(root: string, run: BrokenRun, output: string): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'broken-tests.ts'), output], {
    cwd: root,
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { ...process.env, CI: 'true', VITEST: undefined },
    // With all that it starts, so that all of it can be ended.
    detached: true,
  });
  child.stdin!.end(JSON.stringify(run));
  let errors = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (errors = (errors + text).slice(-5000)));
  let late = false;
  const timer = setTimeout(() => {
    late = true;
    process.kill(-child.pid!, 'SIGKILL');
  }, DEADLINE * 1000);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (late) reject(new Endless());
      else if (code === 0) resolve();
      else reject(new Error(`Tests of a broken library could not be run (${code}):\n${errors}`));
    });
  });
}
