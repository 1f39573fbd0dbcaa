import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { transcriptOf } from '../examples/cache.ts';
import { readExample } from '../examples/example.ts';
import { testNames } from './test-names.ts';

type Proof = { file: string; check: string };

const quoted = (names: Iterable<string>) => [...names].map((name) => `“${name}”`).join(', ') || 'none';

/** Looks proofs up under one root; examples run once each, and only if they or the library changed. */
export class Prover {
  readonly #root: string;
  readonly #runs = new Map<string, ReturnType<typeof transcriptOf>>();
  readonly #tests = new Map<string, Set<string>>();

  constructor(root: string) {
    this.#root = root;
  }

  /** Why a proof proves nothing; undefined if its check ran and held, or its test is there (which `npm test` runs). */
  async objection({ file, check }: Proof): Promise<string | undefined> {
    const path = join(this.#root, file);
    if (!existsSync(path)) return `the proof's file ${file} does not exist.`;
    if (/\.(test|e2e)\.ts$/.test(file)) return this.#testObjection(file, check);
    if (/\.(starter|check)\.ts$/.test(file)) {
      return `${file} proves nothing by itself: an exercise proves by its solution.`;
    }
    if (/^content\/docs\/.*\.ts$/.test(file)) return this.#exampleObjection(file, check);
    return `${file} is neither an example in content/docs nor a test.`;
  }

  async #exampleObjection(file: string, label: string): Promise<string | undefined> {
    const path = join(this.#root, file);
    let run = this.#runs.get(file);
    if (!run) this.#runs.set(file, (run = Promise.resolve().then(() => transcriptOf(readExample(path)))));
    try {
      const { entries } = await run;
      const checks = entries.filter((entry) => entry.type === 'check');
      const found = checks.filter((entry) => entry.label === label);
      if (found.some(({ ok }) => !ok)) return `the check “${label}” of ${file} fails.`;
      if (found.length > 0) return undefined;
      return `${file} makes no check “${label}”. Its checks: ${quoted(new Set(checks.map((one) => one.label)))}.`;
    } catch (error) {
      return `${file} does not run: ${(error as Error).message}`;
    }
  }

  #testObjection(file: string, name: string): string | undefined {
    let names = this.#tests.get(file);
    if (!names) this.#tests.set(file, (names = testNames(join(this.#root, file))));
    return names.has(name)
      ? undefined
      : `${file} has no test “${name}” that runs. Its tests: ${quoted(names)}.`;
  }
}
