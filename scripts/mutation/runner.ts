import { globSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { INSTRUMENTER_CONSTANTS, type InstrumenterContext } from '@stryker-mutator/api/core';
import { declareClassPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import {
  determineHitLimitReached,
  DryRunStatus,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
  type DryRunOptions,
  type DryRunResult,
  type MutantRunOptions,
  type MutantRunResult,
  type TestResult,
  type TestRunner,
} from '@stryker-mutator/api/test-runner';
import { enter, written, type Written } from './vitest.ts';

/**
 * Runs tests for Stryker in one process that stays: most mutants cost a few milliseconds so, against a quarter of a
 * second where Vitest begins anew for each. The tests are Vitest's own files and assertions; Node runs them as they are.
 *
 * A busy machine is slow, and that must not count as a mutant noticed: a test is stopped by the processor time that it
 * took, or where it waits forever (`busy`). Stryker's own limit is for code that never lets go of the processor.
 */
class InProcess implements TestRunner {
  /** The processor time of each test, in milliseconds: the quickest go first, and the first that fails ends a mutant. */
  readonly #took = new Map<string, number>();
  #loose: unknown;
  #runaway: Runaway | undefined;

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
      tests.push(await this.#run(test, Infinity));
    }
    space().currentTestId = undefined;
    return { status: DryRunStatus.Complete, tests, mutantCoverage: space().mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    this.#refuseIfLost();
    if (options.mutantActivation === 'static') space().activeMutant = options.activeMutant.id;
    await load();
    Object.assign(space(), {
      activeMutant: options.activeMutant.id,
      hitCount: 0,
      hitLimit: options.hitLimit,
    });
    const wanted = options.testFilter?.map((id) => written.get(id)!) ?? [...written.values()];
    const took = ({ id }: Written) => this.#took.get(id) ?? 0;
    const tests: TestResult[] = [];
    for (const test of wanted.toSorted((a, b) => took(a) - took(b))) {
      const result = await this.#run(test, 1000 + 10 * took(test));
      tests.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    if (this.#runaway) return { status: MutantRunStatus.Timeout, reason: this.#runaway.message };
    return toMutantRunResult(
      determineHitLimitReached(space().hitCount, options.hitLimit) ?? {
        status: DryRunStatus.Complete,
        tests,
      },
    );
  }

  /** After a runaway its code goes on in this process: Stryker answers an error with a new process, and asks again. */
  #refuseIfLost(): void {
    if (this.#runaway) throw this.#runaway;
  }

  async #run(test: Written, limit: number): Promise<TestResult> {
    const [start, begun] = [performance.now(), processorTime()];
    let failure: unknown;
    this.#loose = undefined;
    try {
      await busy(test.run(), limit);
      // What nobody awaits fails by now, if it does.
      await setImmediate();
      failure = this.#loose;
    } catch (error) {
      if (error instanceof Runaway) this.#runaway = error;
      failure = error ?? 'nothing was thrown';
    }
    const { id, name, file } = test;
    const result = { id, name, fileName: resolve(file), timeSpentMs: performance.now() - start };
    if (failure !== undefined)
      return { ...result, status: TestStatus.Failed, failureMessage: String(failure) };
    this.#took.set(id, processorTime() - begun);
    return { ...result, status: TestStatus.Success };
  }
}

class Runaway extends Error {}

/** Of this process, in milliseconds. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Settles as the test does. Fails once it took that many milliseconds of processor time, or once this process has had
 * nothing to do for a second: no simulation waits for real time.
 */
async function busy(test: Promise<void>, limit: number): Promise<void> {
  let watch: NodeJS.Timeout | undefined;
  const { idle } = performance.eventLoopUtilization();
  const end = processorTime() + limit;
  const over = new Promise<never>((_, reject) => {
    watch = setInterval(() => {
      if (processorTime() > end) reject(new Runaway('It goes on and on.'));
      if (performance.eventLoopUtilization().idle - idle > 1000) reject(new Error('It waits forever.'));
    }, 250);
  });
  await Promise.race([test, over]).finally(() => clearInterval(watch));
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
    enter(file);
    await import(pathToFileURL(file).href);
  }
  for (const id of written.keys()) if (SLOW.some((slow) => slow.test(id))) written.delete(id);
}

/**
 * Left out, for each mutant of the processes, the random streams and the mathematics would pay for them: whole queues,
 * simulated until their means settle; 100,000 draws that show a distribution, or values beside the engine's own. The
 * first draws and the bits of many values are pinned by tests that take no time.
 */
const SLOW = [
  /^src.sim.kernel.queueing/,
  / has the distribution that it says$/,
  / stays within 2 ulp of Math/,
];

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcess)];
