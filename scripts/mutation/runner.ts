import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { enter, written, type Written } from './vitest.ts';

/**
 * Runs tests for Stryker in one process that stays: most mutants cost a few milliseconds so, against a quarter of a
 * second where Vitest begins anew for each. The tests are Vitest's own files and assertions; Node runs them as they are.
 *
 * A test has no time limit here: Stryker ends the process of a mutant that does not come back.
 */
class InProcess implements TestRunner {
  /** How long a test took, in milliseconds: the quickest go first, and the first that fails ends a mutant. */
  readonly #took = new Map<string, number>();
  #loose: unknown;

  capabilities() {
    // Node imports a module once; Stryker begins a new process for a mutant of what runs as a module loads.
    return { reloadEnvironment: false };
  }

  init(): Promise<void> {
    const stryker = new URL('./vitest.ts', import.meta.url).href;
    registerHooks({
      resolve: (specifier, context, next) =>
        specifier === 'vitest' && context.parentURL?.endsWith('.test.ts')
          ? { url: stryker, shortCircuit: true }
          : next(specifier, context),
    });
    process.on('unhandledRejection', (error) => (this.#loose ??= error));
    return Promise.resolve();
  }

  async dryRun(_options: DryRunOptions): Promise<DryRunResult> {
    await load();
    const tests: TestResult[] = [];
    for (const test of written.values()) {
      space().currentTestId = test.id;
      tests.push(await this.#run(test));
    }
    space().currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: space().mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions) {
    if (options.mutantActivation === 'static') space().activeMutant = options.activeMutant.id;
    await load();
    Object.assign(space(), {
      activeMutant: options.activeMutant.id,
      hitCount: 0,
      hitLimit: options.hitLimit,
    });
    const wanted = options.testFilter?.map((id) => written.get(id)!) ?? [...written.values()];
    const quickestFirst = wanted.toSorted(
      (a, b) => (this.#took.get(a.id) ?? 0) - (this.#took.get(b.id) ?? 0),
    );
    const tests: TestResult[] = [];
    for (const test of quickestFirst) {
      const result = await this.#run(test);
      tests.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    return toMutantRunResult(
      determineHitLimitReached(space().hitCount, options.hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests,
      },
    );
  }

  async #run(test: Written): Promise<TestResult> {
    const start = performance.now();
    let failure: unknown;
    this.#loose = undefined;
    try {
      await test.run();
      // What nobody awaits fails by now, if it does.
      await setImmediate();
      failure = this.#loose;
    } catch (error) {
      failure = error ?? 'nothing was thrown';
    }
    const { id, name, file } = test;
    const result = { id, name, fileName: resolve(file), timeSpentMs: performance.now() - start };
    if (failure !== undefined)
      return { ...result, status: TestStatus.Failed, failureMessage: String(failure) };
    this.#took.set(id, result.timeSpentMs);
    return { ...result, status: TestStatus.Success };
  }
}

/** Where instrumented code looks which mutant is on, and counts. */
function space(): InstrumenterContext {
  const global = globalThis as unknown as Record<string, InstrumenterContext>;
  return (global[INSTRUMENTER_CONSTANTS.NAMESPACE] ??= {} as InstrumenterContext);
}

/** A folder is judged by the tests beside its code, and no others. */
async function load(): Promise<void> {
  if (written.size > 0) return;
  for (const file of globSync(`src/sim/${process.env['MUTATION_FOLDER']}/**/*.test.ts`).sort()) {
    if (SLOW.includes(file)) continue;
    enter(file);
    await import(pathToFileURL(file).href);
  }
}

/**
 * Whole queues, simulated for minutes until their means settle: each mutant of the processes, resources and statistics
 * under them would pay for that, and these have quick tests of their own.
 */
const SLOW = ['src/sim/kernel/queueing.test.ts'];

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcess)];
