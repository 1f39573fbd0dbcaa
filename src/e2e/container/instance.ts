import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve, sep } from 'node:path';

/** Files as the client sends them: folders in `d`, a file's text in `f.c`. */
export interface Tree {
  d: Record<string, Tree | { f: { c: string } }>;
}

/** One WebContainer of the stand-in: a folder, and the processes that run in it. */
export class Instance {
  readonly id = randomUUID();
  readonly folder: string;
  readonly processes = new Map<number, ChildProcess>();
  readonly #home = mkdtempSync(join(tmpdir(), 'stand-in-'));
  readonly #nodeOptions: string;

  constructor(name: string, nodeOptions: string) {
    this.folder = join(this.#home, name);
    this.#nodeOptions = nodeOptions;
  }

  async load(tree: Tree, folder = this.folder): Promise<void> {
    await mkdir(folder, { recursive: true });
    for (const [name, one] of Object.entries(tree.d)) {
      const path = join(folder, name);
      if ('d' in one) await this.load(one, path);
      else await writeFile(path, one.f.c);
    }
  }

  async file(operation: string, [path, ...args]: unknown[]): Promise<unknown> {
    const at = this.#at(path as string);
    switch (operation) {
      case 'readFile':
        return readFile(at, 'utf8');
      case 'writeFile':
        return writeFile(at, args[0] as string);
      case 'readdir':
        return readdir(at);
      case 'mkdir':
        return void (await mkdir(at, args[0] as object));
      case 'rm':
        return rm(at, args[0] as object);
      default:
        throw new Error(`no operation ${operation}`);
    }
  }

  spawn(command: string, args: string[], cwd = '.', env: Record<string, string> = {}): ChildProcess {
    const [file, ...rest] =
      command === 'jsh' ? [process.execPath, join(import.meta.dirname, 'jsh.ts')] : [command, ...args];
    const child = spawn(file, rest, {
      cwd: this.#at(cwd),
      env: {
        HOME: this.#home,
        // This Node, and the npm that is at hand.
        PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH']}`,
        NODE_OPTIONS: command === 'node' ? this.#nodeOptions : '',
        ...env,
      },
      // A group of its own, to be killed with all that it starts.
      detached: process.platform !== 'win32',
    });
    child.on('spawn', () => this.processes.set(child.pid!, child));
    child.on('close', () => this.processes.delete(child.pid!));
    return child;
  }

  kill(pid: number): void {
    const child = this.processes.get(pid);
    if (!child) return;
    if (process.platform === 'win32') return void child.kill('SIGKILL');
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It was over.
    }
  }

  tearDown(): void {
    for (const pid of this.processes.keys()) this.kill(pid);
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  #at(path: string): string {
    const at = resolve(this.folder, path);
    if (at !== this.folder && !at.startsWith(this.folder + sep)) throw new Error(`${path} is outside`);
    return at;
  }
}
