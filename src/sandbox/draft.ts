import type { SandboxElement } from './element.ts';
import type { Files } from './engine.ts';
import { keep, kept } from './store.ts';

/** The files that the reader has changed. */
export function changed({ files, data }: SandboxElement): Files {
  return Object.fromEntries(Object.entries(files).filter(([name, text]) => text !== data.files[name]));
}

/** What a reader wrote in one sandbox, kept in this browser against a crash or a reload: the changed files alone. */
export class Draft {
  readonly #host: SandboxElement;
  readonly #name: string;
  /** Whether something of this sandbox is kept from here, which going back to the original then takes away. */
  #ours = false;

  constructor(host: SandboxElement) {
    this.#host = host;
    this.#name = `files/${host.data.id}`;
  }

  /** Keeps the files as they stand. One that was never changed here leaves alone what another tab has kept. */
  keep(): void {
    const files = changed(this.#host);
    const any = Object.keys(files).length > 0;
    if (any || this.#ours) keep(this.#name, any ? JSON.stringify(files) : undefined);
    this.#ours = any;
  }

  forget(): void {
    keep(this.#name, undefined);
    this.#ours = false;
  }

  /** The kept text of files that the sandbox still has, or nothing. */
  read(): Files | undefined {
    const { editable } = this.#host.data;
    try {
      const files = Object.entries(JSON.parse(kept(this.#name) ?? '{}') as Files).filter(
        ([name, text]) => editable.includes(name) && typeof text === 'string',
      );
      this.#ours = files.length > 0;
      return this.#ours ? Object.fromEntries(files) : undefined;
    } catch {
      // Not what was kept.
      return undefined;
    }
  }
}
