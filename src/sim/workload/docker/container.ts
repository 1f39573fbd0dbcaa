import type { ContainerImage } from './image.ts';
import type { Demand } from './share-host.ts';

/** The exit code of a process that SIGKILL ended: 128 and the number of the signal. */
export const SIGKILLED = 137;
/** The exit code of a process that SIGTERM ended. */
export const SIGTERMED = 143;

/** How a container is run. */
export interface RunOptions {
  /** Its name. Default: the image's, with a number. */
  readonly name?: string;
  /** Its weight where CPU is short. Default 1,024, as Docker's. */
  readonly cpuShares?: number;
  /** The most vCPUs that it may use. Default: all. */
  readonly cpus?: number;
  /** The most MiB that it may use: with more it is killed. Default: no limit. */
  readonly memory?: number;
  /** What its program uses: vCPUs if alone, and MiB. Default: nothing. */
  readonly uses?: { readonly cpu?: number; readonly memory?: number };
}

/** @internal What a container asks of its host. */
export interface Host {
  readonly kernel: string;
  settle(): void;
}

/** A process on a host that sees a file system of its own: the layers of its image, and a thin one to write to. */
export class Container implements Demand {
  /** Its name. */
  readonly name: string;
  /** What it was made of. */
  readonly image: ContainerImage;
  /** Its weight where CPU is short. */
  readonly cpuShares: number;
  /** The most vCPUs that it may use; undefined for all. */
  readonly cpuLimit: number | undefined;
  /** The most MiB that it may use; undefined for no limit. */
  readonly memoryLimit: number | undefined;
  /** vCPUs that it would use if alone. */
  cpuWanted: number;
  /** MiB that it uses. */
  memoryWanted: number;
  /** 'running', or 'exited'. */
  state: 'running' | 'exited' = 'running';
  /** The exit code, where it has exited with one. */
  exitCode: number | undefined;
  /** Why it exited, in Docker's words where it has some: 'OOMKilled', 'exec format error'. */
  reason: string | undefined;
  /** vCPUs that it gets. */
  cpu = 0;
  readonly #host: Host;
  readonly #written = new Map<string, string>();

  /** @internal Made by `DockerHost.run`. */
  constructor(host: Host, name: string, image: ContainerImage, options: RunOptions) {
    const { cpuShares = 1024, cpus, memory, uses = {} } = options;
    this.#host = host;
    this.name = name;
    this.image = image;
    this.cpuShares = cpuShares;
    this.cpuLimit = cpus;
    this.memoryLimit = memory;
    this.cpuWanted = uses.cpu ?? 0;
    this.memoryWanted = uses.memory ?? 0;
  }

  /** The version of the kernel that it calls: its host's, whatever image it is of. */
  get kernel(): string {
    return this.#host.kernel;
  }

  /** The part of the CPU it wants that it gets: its work takes 1/speed as long. */
  get speed(): number {
    if (this.state === 'exited') return 0;
    return this.cpuWanted === 0 ? 1 : this.cpu / this.cpuWanted;
  }

  /** What its program uses from now on: vCPUs if alone, MiB. */
  use({ cpu = this.cpuWanted, memory = this.memoryWanted }: { cpu?: number; memory?: number }): void {
    this.cpuWanted = cpu;
    this.memoryWanted = memory;
    this.#host.settle();
  }

  /** Writes a file, to its own layer: no other container sees it, nor does the image. */
  write(path: string, text: string): void {
    this.#written.set(path, text);
  }

  /** The text of a file that it has written; undefined for none. */
  read(path: string): string | undefined {
    return this.#written.get(path);
  }

  /** Ends it: `docker stop`, to which its program obeys at once. */
  stop(): void {
    if (this.state === 'running') this.exit(SIGTERMED, 'stopped');
    this.#host.settle();
  }

  /** @internal It is over. */
  exit(code: number | undefined, reason: string): void {
    this.state = 'exited';
    this.exitCode = code;
    this.reason = reason;
    this.cpu = 0;
  }
}
