import { globSync, readFileSync, writeFileSync } from 'node:fs';
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

/** What a test needs where nothing is changed. */
interface Need {
  /** Milliseconds of the processor. */
  time: number;
  /** How often it comes by the place of each mutant. */
  hits: Record<string, number>;
}

/** In the folder in which Stryker runs the tests: its processes come and go. */
const NEEDS = 'needs.json';

/** A mutant may need so many times what its test needs, and a second: what needs more does not come to an end. */
const PATIENCE = 50;

/**
 * Runs tests for Stryker in one process that stays: most mutants cost a few milliseconds so, against a quarter of a
 * second where Vitest begins anew for each. The tests are Vitest's own files and assertions; Node runs them as they are.
 *
 * A busy machine is slow, and that must not count as a mutant noticed. So a test is stopped where it comes by its mutant
 * or uses the processor many times as much as it should, or where it waits forever. Stryker's own limit, of real time, is
 * for what is left: loops that hold the processor without coming by the mutant.
 */
class InProcess implements TestRunner {
  readonly #needs = new Map<string, Need>();
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
      const begun = processorTime();
      tests.push(await this.#run(test, Infinity));
      const time = processorTime() - begun;
      this.#needs.set(test.id, { time, hits: space().mutantCoverage?.perTest[test.id] ?? {} });
    }
    space().currentTestId = undefined;
    writeFileSync(NEEDS, JSON.stringify([...this.#needs]));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: space().mutantCoverage };
  }

  async mutantRun(options: MutantRunOptions): Promise<MutantRunResult> {
    this.#refuseIfLost();
    const { id } = options.activeMutant;
    if (options.mutantActivation === 'static') space().activeMutant = id;
    await load();
    this.#remember();
    space().activeMutant = id;
    const wanted = options.testFilter ?? [...written.keys()];
    const need = (test: string) => this.#needs.get(test)!;
    const tests: TestResult[] = [];
    // The quickest first: the first that fails ends it.
    for (const test of wanted.toSorted((a, b) => need(a).time - need(b).time)) {
      const { time, hits } = need(test);
      // Code that runs as a module loads is not counted to any test.
      const hitLimit = Math.min((hits[id] ?? Infinity) * PATIENCE + 1000, options.hitLimit ?? Infinity);
      Object.assign(space(), { hitCount: 0, hitLimit });
      const result = await this.#run(written.get(test)!, time * 10 + 1000);
      const over = determineHitLimitReached(space().hitCount, hitLimit);
      if (over) return toMutantRunResult(over);
      tests.push(result);
      if (result.status === TestStatus.Failed) break;
    }
    if (this.#runaway)
      return { status: MutantRunStatus.Timeout, reason: 'It uses the processor and does not end.' };
    return toMutantRunResult({ status: DryRunStatus.Complete, tests });
  }

  /** What a process before this one found. */
  #remember(): void {
    if (this.#needs.size > 0) return;
    for (const [id, need] of JSON.parse(readFileSync(NEEDS, 'utf8')) as [string, Need][])
      this.#needs.set(id, need);
  }

  /** After a runaway its code goes on in this process: Stryker answers an error with a new process, and asks again. */
  #refuseIfLost(): void {
    if (this.#runaway) throw this.#runaway;
  }

  async #run({ id, name, file, run }: Written, limit: number): Promise<TestResult> {
    const start = performance.now();
    let failure: unknown;
    this.#loose = undefined;
    try {
      await busy(run(), limit);
      // What nobody awaits fails by now, if it does.
      await setImmediate();
      failure = this.#loose;
    } catch (error) {
      if (error instanceof Runaway) this.#runaway = error;
      failure = error ?? 'nothing was thrown';
    }
    const result = { id, name, fileName: resolve(file), timeSpentMs: performance.now() - start };
    if (failure === undefined) return { ...result, status: TestStatus.Success };
    return { ...result, status: TestStatus.Failed, failureMessage: String(failure) };
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

/** A folder is judged by the tests beside its code, a service by those of the door to its operations too. */
async function load(): Promise<void> {
  if (written.size > 0) return;
  for (const file of globSync(`src/sim/${process.env['MUTATION_TESTS']}/**/*.test.ts`).sort()) {
    enter(file);
    await import(pathToFileURL(file).href);
  }
  for (const id of written.keys()) if (SLOW.some((slow) => slow.test(id))) written.delete(id);
}

/**
 * Left out, for each mutant that survives would pay for them: whole queues, simulated until their means settle; what is
 * shown by 20,000 draws and more; long random histories; a million messages, and messages of a million bytes. What these
 * find is found at once by the tests that pin the first draws of each distribution, the bits of many values, the
 * statistics of a few, and each rule of a queue by itself.
 */
const SLOW = [
  /^src.sim.kernel.queueing/,
  / has the distribution that it says$/,
  / stays within 2 ulp of Math/,
  / holds the true mean nine times in ten$/,
  / an honest interval where observations depend/,
  / have nothing in common$/,
  / fills pairs and low bits evenly$/,
  /properties.test.ts/,
  /#a million requests cost/,
  /#a receive is not bound to 1 MiB/,
  /#a message may have 1 MiB/,
  /#1048576 bytes are/,
  /#a queue keeps 120,000 messages in flight/,
  /#a task runs for 36 hours at most$/,
  /#a call is refused where it is one too many/,
  /#groups lose nothing and double nothing/,
  /#a flood makes the quiet wait/,
  /#a line that is worked off gives its space back/,
];

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcess)];
