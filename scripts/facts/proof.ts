import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Transcript } from '../../src/sim/report/transcript.ts';
import type { Changes } from '../check/changes.ts';
import { transcriptOf } from '../examples/cache.ts';
import { isAffected } from '../examples/check.ts';
import { type Example, readExample } from '../examples/example.ts';
import { type Library, loadLibrary } from '../examples/library.ts';
import { testNames } from './test-names.ts';

type Proof = { file: string; check: string };

/** Whether a file holds tests. */
export const isTest = (file: string): boolean => /\.(test|e2e)\.ts$/.test(file);

/** Names as a sentence lists them. */
export const quoted = (names: Iterable<string>): string =>
  [...names].map((name) => `“${name}”`).join(', ') || 'none';

/** Looks proofs up under one root; examples run once each, and only if they or the library changed. */
export class Prover {
  readonly #root: string;
  readonly #changes: Changes;
  #library: Promise<Library> | undefined;
  readonly #examples = new Map<string, Example>();
  readonly #runs = new Map<Example, Promise<Transcript>>();
  readonly #tests = new Map<string, Set<string>>();

  /** @param changes what has changed since all proofs held */
  constructor(root: string, changes: Changes) {
    this.#root = root;
    this.#changes = changes;
  }

  /**
   * Why a proof proves nothing; undefined if its check ran and held, or its test is there (which `npm test` runs).
   *
   * @param isNew whether it may never have been looked at: else it is taken to hold until its example changes
   */
  async objection({ file, check }: Proof, isNew: boolean): Promise<string | undefined> {
    const path = join(this.#root, file);
    if (!existsSync(path)) return `the proof's file ${file} does not exist.`;
    if (isTest(file)) return this.#testObjection(file, check);
    if (/\.(starter|check)\.ts$/.test(file)) {
      return `${file} proves nothing by itself: an exercise proves by its solution.`;
    }
    if (/^content\/docs\/.*\.ts$/.test(file)) return this.#exampleObjection(file, check, isNew);
    return `${file} is neither an example in content/docs nor a test.`;
  }

  /** Whether a proof that is there may have changed. */
  looksAt({ file }: Proof, isNew: boolean): boolean {
    if (isNew) return true;
    if (!isTest(file)) return isAffected(this.#example(file), this.#changes);
    return this.#changes.some(/^src\/sim\//) || this.#changes.has(join(this.#root, file));
  }

  async #exampleObjection(file: string, label: string, isNew: boolean): Promise<string | undefined> {
    try {
      if (!this.looksAt({ file, check: label }, isNew)) return undefined;
      const { entries } = await this.#transcript(this.#example(file));
      const checks = entries.filter((entry) => entry.type === 'check');
      const found = checks.filter((entry) => entry.label === label);
      if (found.some(({ ok }) => !ok)) return `the check “${label}” of ${file} fails.`;
      if (found.length > 0) return undefined;
      return `${file} makes no check “${label}”. Its checks: ${quoted(new Set(checks.map((one) => one.label)))}.`;
    } catch (error) {
      return `${file} does not run: ${(error as Error).message}`;
    }
  }

  #example(file: string): Example {
    let example = this.#examples.get(file);
    if (!example) this.#examples.set(file, (example = readExample(join(this.#root, file))));
    return example;
  }

  #transcript(example: Example): Promise<Transcript> {
    let run = this.#runs.get(example);
    if (!run) {
      this.#library ??= loadLibrary();
      this.#runs.set(example, (run = this.#library.then((library) => transcriptOf(example, library))));
    }
    return run;
  }

  #testObjection(file: string, name: string): string | undefined {
    let names = this.#tests.get(file);
    if (!names) this.#tests.set(file, (names = testNames(join(this.#root, file))));
    return names.has(name)
      ? undefined
      : `${file} has no test “${name}” that runs. Its tests: ${quoted(names)}.`;
  }
}
