import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';

/** SimPy, where this machine has it: M/M/1 in a Python of its own. */
export class SimPy {
  readonly #version: string;
  readonly #python: string;
  readonly #folder: string;
  readonly #numbers: string;

  private constructor(python: string, version: string, numbers: readonly Float64Array[]) {
    this.#python = python;
    this.#version = version;
    this.#folder = mkdtempSync(join(tmpdir(), 'simpy-'));
    this.#numbers = join(this.#folder, 'numbers');
    writeFileSync(this.#numbers, Buffer.concat(numbers.map(({ buffer }) => Buffer.from(buffer))));
  }

  /**
   * The first Python that can import it, a distribution's own among them, or undefined.
   *
   * @param numbers what the model draws: the gaps, then the service times
   */
  static find(numbers: readonly Float64Array[]): SimPy | undefined {
    const ask = 'import platform, simpy; print(simpy.__version__, "on Python", platform.python_version())';
    for (const python of ['python3', '/usr/bin/python3']) {
      try {
        const stdio = ['ignore', 'pipe', 'ignore'] as const;
        const answer = execFileSync(python, ['-c', ask], { encoding: 'utf8', stdio: [...stdio] });
        return new SimPy(python, answer.trim(), numbers);
      } catch {
        // Not this one.
      }
    }
    return undefined;
  }

  /** Python's start, and reading the numbers, are not counted. */
  contestant(style: 'resource' | 'store'): Contestant {
    const script = join(import.meta.dirname, 'mm1.py');
    return {
      name: `SimPy ${this.#version}`,
      run: () => {
        const answer = execFileSync(this.#python, [script, style, this.#numbers], { encoding: 'utf8' });
        const { seconds, wait } = JSON.parse(answer) as { seconds: number; wait: number };
        return Promise.resolve({ nanos: seconds * 1e9, result: wait });
      },
      close: () => undefined,
    };
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
