import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** One run of a model. */
export interface Outcome {
  /** Nanoseconds of processor time: on a busy machine, the clock on the wall measures what else it does. */
  nanos: number;
  /** What the model gives; the same for all, or they did not run the same model. */
  result: number;
}

/** Who runs a model, over and over. */
export interface Contestant {
  readonly name: string;
  run(): Promise<Outcome>;
  close(): void;
}

/**
 * A model of `models/` in a process to itself: where two share one, the first one's garbage and the shapes it has shown
 * the compiler slow the second, up to twice.
 */
export class Model implements Contestant {
  readonly name: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<never>;

  constructor(name: string, ...args: string[]) {
    this.name = name;
    this.#child = fork(import.meta.filename, [join(import.meta.dirname, 'models', `${name}.ts`), ...args]);
    this.#ended = once(this.#child, 'exit').then(([code]) => {
      throw new Error(`${name} ended with code ${String(code)}.`);
    });
    // Ended when it is dismissed, nobody asks.
    this.#ended.catch(() => undefined);
  }

  async run(): Promise<Outcome> {
    this.#child.send('run');
    const [outcome] = (await Promise.race([once(this.#child, 'message'), this.#ended])) as [Outcome];
    return outcome;
  }

  close(): void {
    this.#child.kill();
  }
}

/** In the child: a second and more of runs that do not count, in which the engine compiles; then one for each message. */
async function serve(path: string, args: string[]): Promise<void> {
  const { run } = (await import(path)) as { run(...args: string[]): number | Promise<number> };
  while (process.cpuUsage().user < 1_500_000) await run(...args);
  process.on('message', () => {
    const start = process.cpuUsage();
    void Promise.resolve(run(...args)).then((result) => {
      const { user, system } = process.cpuUsage(start);
      process.send!({ nanos: (user + system) * 1000, result } satisfies Outcome);
    });
  });
}

if (process.send && process.argv[1] === import.meta.filename)
  await serve(process.argv[2]!, process.argv.slice(3));
