import { pageAfter, type Page } from './page.ts';

/** The resources of one kind, by name or id, in the order in which they were made. */
export class Registry<R> {
  readonly #all = new Map<string, { readonly ordinal: number; readonly resource: R }>();
  readonly #missing: (name: string) => Error;
  #next = 1;

  /** @param missing the error for a name that is not there */
  constructor(missing: (name: string) => Error) {
    this.#missing = missing;
  }

  /** How many there are. */
  get size(): number {
    return this.#all.size;
  }

  /** Whether there is one of that name. */
  has(name: string): boolean {
    return this.#all.has(name);
  }

  /** Adds a resource; one of the same name is replaced. */
  add(name: string, resource: R): R {
    this.#all.set(name, { ordinal: this.#next++, resource });
    return resource;
  }

  /** The resource of that name; undefined where there is none. */
  find(name: string): R | undefined {
    return this.#all.get(name)?.resource;
  }

  /** The resource of that name. Throws AWS's error where there is none. */
  get(name: string): R {
    const found = this.#all.get(name);
    if (!found) throw this.#missing(name);
    return found.resource;
  }

  /** Takes a resource out; false where there is none. */
  remove(name: string): boolean {
    return this.#all.delete(name);
  }

  /** All of them. */
  list(): R[] {
    return Array.from(this.#all.values(), ({ resource }) => resource);
  }

  [Symbol.iterator](): IterableIterator<R> {
    return this.list()[Symbol.iterator]();
  }

  /**
   * One page of those that `keep` lets through. A token says after which resource the next page begins, so that
   * resources which are deleted between two pages hide no others.
   */
  page(
    request: { nextToken?: string | undefined; size: number; badToken: () => Error },
    keep: (resource: R) => boolean = () => true,
  ): Page<R> {
    const { page, nextToken } = pageAfter(
      [...this.#all.values()].filter(({ resource }) => keep(resource)),
      request,
      ({ ordinal }) => ordinal,
    );
    const resources = page.map(({ resource }) => resource);
    return nextToken === undefined ? { page: resources } : { page: resources, nextToken };
  }
}
