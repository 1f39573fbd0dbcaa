import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contestant } from './contestant.ts';

/** SimPy, where this machine has it: models in a Python of their own. */
export class SimPy {
  /** Its name and version, and Python's. */
  readonly name: string;
  readonly #python: string;
  readonly #folder: string;
  readonly #numbers: string;

  private constructor(python: string, version: string, numbers: readonly Float64Array[]) {
    this.#python = python;
    this.name = `SimPy ${version}`;
    this.#folder = mkdtempSync(join(tmpdir(), 'simpy-'));
    this.#numbers = join(this.#folder, 'numbers');
    writeFileSync(this.#numbers, Buffer.concat(numbers.map(({ buffer }) => Buffer.from(buffer))));
  }

  /**
   * The first Python that can import it, a distribution's own among them, or undefined.
   *
   * @param numbers what the model draws, as its script reads it
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

  /** M/M/1. */
  contestant(style: 'resource' | 'store'): Contestant {
    return {
      name: this.name,
      run: () => {
        const { seconds, wait } = this.ask<{ seconds: number; wait: number }>('mm1.py', style);
        return Promise.resolve({ nanos: seconds * 1e9, result: wait });
      },
      close: () => undefined,
    };
  }

  /** What a script beside this file prints. It counts neither Python's start nor the reading of the numbers. */
  ask<T>(script: string, ...args: string[]): T {
    const path = join(import.meta.dirname, script);
    return JSON.parse(execFileSync(this.#python, [path, ...args, this.#numbers], { encoding: 'utf8' })) as T;
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
