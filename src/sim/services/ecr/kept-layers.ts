import type { Lasting, Usage } from '../../cloud/index.ts';

const GB = 1024 * 1024 * 1024;
/** AWS reckons a month as 730 hours. */
const MONTH = 730 * 3600;

interface KeptLayer {
  readonly bytes: number;
  /** The text of an image's configuration. */
  readonly text?: string | undefined;
  readonly kept: Lasting;
}

/** The layers of a repository, each kept and paid for once, however many images have it. */
export class KeptLayers {
  readonly #usage: Usage;
  readonly #all = new Map<string, KeptLayer>();

  /** Made by a repository. */
  constructor(usage: Usage) {
    this.#usage = usage;
  }

  /** What they weigh together. */
  get bytes(): number {
    return [...this.#all.values()].reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Whether it is there. */
  has(digest: string): boolean {
    return this.#all.has(digest);
  }

  /** Bytes of a layer; undefined where it is not there. */
  sizeOf(digest: string): number | undefined {
    return this.#all.get(digest)?.bytes;
  }

  /** The text of a layer that was kept with one. */
  textOf(digest: string): string | undefined {
    return this.#all.get(digest)?.text;
  }

  /** Keeps a layer from now on; one that is there stays as it is. */
  add(digest: string, bytes: number, text?: string): void {
    if (this.has(digest)) return;
    this.#all.set(digest, { bytes, text, kept: this.#usage.start(bytes / GB / MONTH) });
  }

  /** Lets go of those that nobody needs any more. */
  keepOnly(needed: ReadonlySet<string>): void {
    for (const [digest, { kept }] of this.#all) {
      if (needed.has(digest)) continue;
      kept.stop();
      this.#all.delete(digest);
    }
  }
}
