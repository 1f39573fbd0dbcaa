import type { Files } from '../engine.ts';
import { addressOf } from './compile.ts';

/** The imports of a built module, which are static, relative and in double quotes. */
const IMPORT = /(?<=\b(?:from|import))"(\.{1,2}\/[^"]+)"/g;

/** Modules of the library by their paths, each with an address from which it can be imported. */
export class Modules {
  readonly #texts: Files;
  readonly #addresses = new Map<string, string>();

  constructor(texts: Files) {
    this.#texts = { ...texts };
  }

  add(texts: Files): void {
    Object.assign(this.#texts, texts);
  }

  /**
   * The address of a module with the names of others.
   *
   * @param own code that goes before theirs, name by name
   */
  all(paths: string[], own: string): string {
    const lines = paths.map((path) => `export * from ${JSON.stringify(this.address(path))};`);
    return addressOf([own, ...lines].join('\n'));
  }

  /** The address of a module, in which the addresses of those that it imports stand in the place of their paths. */
  address(path: string): string {
    let address = this.#addresses.get(path);
    if (!address) {
      const linked = this.#texts[path]!.replaceAll(IMPORT, (_, specifier: string) =>
        JSON.stringify(this.address(new URL(specifier, `file:///${path}`).pathname.slice(1))),
      );
      this.#addresses.set(path, (address = addressOf(linked)));
    }
    return address;
  }
}
