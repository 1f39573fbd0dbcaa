import { networkOf } from '../../cloud/network-port.ts';
import type { Region } from '../../cloud/index.ts';
import { Reply } from '../../kernel/index.ts';
import { NfsError } from './errors.ts';
import { NFS_PORT, type MountTarget } from './mount-target.ts';

/** How a file is written. */
export interface WriteOptions {
  /** How large it is, in bytes, where its text only stands for more. Default: the text's own length in UTF-8. */
  readonly bytes?: number;
}

/** What a mount needs of its file system. */
export interface Volume {
  readonly region: Region;
  readonly timeout: number;
  readonly name: string;
  readonly clientRate: number;
  write(path: string, text: string, bytes: number): void;
  read(path: string): string;
  sizeOf(path: string): number;
  remove(path: string): void;
  list(): string[];
  /** When a transfer that begins now is through, in seconds. */
  transfer(path: string, bytes: number, write: boolean): number;
  unmounted(mount: object): void;
}

/** A file system as an instance has it open: made by `fileSystem.mount`. */
export class Mount {
  /** The instance. */
  readonly instanceId: string;
  /** The zone of the mount target that it goes by. */
  readonly zone: string;
  readonly #volume: Volume;
  readonly #target: MountTarget;
  readonly #from: string;
  #busyUntil = 0;
  #open = true;

  /** @internal Made by `FileSystem.mount`. */
  constructor(volume: Volume, instanceId: string, from: string, target: MountTarget) {
    this.#volume = volume;
    this.#target = target;
    this.#from = from;
    this.instanceId = instanceId;
    this.zone = target.network.zone;
  }

  /** Whether the file system answers this instance now: both have power, the target is there, and port 2049 is open between them. */
  get reachable(): boolean {
    return this.#open && reaches(this.#volume.region, this.#from, this.#target);
  }

  /**
   * Writes a whole file, and settles when it is closed: from then on every instance reads it. Fails with NfsError where the
   * file system does not answer, and with RangeError for a size or a name that is none.
   */
  writeFile(path: string, text: string, options: WriteOptions = {}): Reply<void> {
    const { bytes = new TextEncoder().encode(text).length } = options;
    return this.#do(path, bytes, true, () => this.#volume.write(path, text, bytes));
  }

  /** Reads a whole file. Fails with NfsError where there is none, or where the file system does not answer. */
  readFile(path: string): Reply<string> {
    return this.#do(path, this.#volume.sizeOf(path), false, () => this.#volume.read(path));
  }

  /** The paths of all files, in order. */
  list(): Reply<string[]> {
    return this.#do('', 0, false, () => this.#volume.list());
  }

  /** Deletes a file. Fails with NfsError where there is none. */
  remove(path: string): Reply<void> {
    return this.#do('', 0, true, () => this.#volume.remove(path));
  }

  /** Takes it off the instance. */
  unmount(): void {
    this.#open = false;
    this.#volume.unmounted(this);
  }

  #do<T>(path: string, bytes: number, write: boolean, act: () => T): Reply<T> {
    const { simulation } = this.#volume.region.world;
    const reply = new Reply<T>(simulation, `${this.#volume.name} on ${this.instanceId}`);
    const fail = () => reply.reject(new NfsError(`nfs: server ${this.#volume.name} not responding, timed out`));
    if (!this.reachable) {
      simulation.schedule(this.#volume.timeout, fail);
      return reply;
    }
    const { now } = simulation;
    this.#busyUntil = Math.max(now, this.#busyUntil) + bytes / this.#volume.clientRate;
    const end = Math.max(this.#busyUntil, this.#volume.transfer(path, bytes, write));
    simulation.schedule(end - now, () => {
      if (!this.reachable) {
        fail();
        return;
      }
      try {
        reply.resolve(act());
      } catch (error) {
        reply.reject(error);
      }
    });
    return reply;
  } // prettier-ignore
}

/** Whether packets from an interface arrive at a mount target. */
export function reaches(region: Region, from: string, { network, life }: MountTarget): boolean {
  if (!life.is('available') || !region.world.faults.link(from, network.id).up) return false;
  return networkOf(region).verdict(from, network.id, NFS_PORT) === 'open';
}
