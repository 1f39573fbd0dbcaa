import type { ServiceFacts } from '../sim/core.ts';
import type { Files } from './engine.ts';

/** The address of something's texts, JSON by path, and its bytes, gzip. */
export interface Chunk {
  url: string;
  size: number;
}

/** A service, as far as a host asks. */
export interface ServiceEntry extends ServiceFacts {
  /** Its class, by the name under which its module exports it. */
  class: string;
  /** Services without which it does not work. */
  needs: readonly string[];
  /** Names of the chunks that it is made of, beside the core. */
  chunks: readonly string[];
}

/** Public names that the core can do without. */
export interface NamesEntry {
  names: readonly string[];
  /** Names of the chunks that they come in. */
  chunks: readonly string[];
}

/** Something of the library that comes in chunks: its code, its types, its package. */
export interface ChunkIndex {
  /** By name; `core` is what everybody needs. */
  chunks: Readonly<Record<string, Chunk>>;
  /** Every service there is, by the name of its getter. */
  services: Readonly<Record<string, ServiceEntry>>;
  /** By the name of the chunk that exports them. */
  names: Readonly<Record<string, NamesEntry>>;
}

type Services = Readonly<Record<string, Pick<ServiceEntry, 'needs'>>>;

/**
 * Names of the services that code touches, as far as a look at its text tells: `.sqs`, `'sqs'`, `{ sqs } = cloud`,
 * 'desired-capacity/sqs', '@aws-sdk/client-sqs'. One too many costs bytes; one that is missing is found when it runs.
 */
export function touched(files: Files, services: Services): string[] {
  const found = new Set<string>();
  for (const source of Object.values(files)) {
    for (const [, client, used, taken] of source.matchAll(TOUCH)) {
      const service = used ?? taken ?? client!.replaceAll('-', '');
      if (Object.hasOwn(services, service)) found.add(service);
    }
  }
  return withNeeds([...found], services);
}

const TOUCH =
  /@aws-sdk\/client-([a-z0-9-]+)|(?:\.\s*|['"`/])([a-z][a-z0-9]*)(?![\w$])|[{,]\s*([a-z][a-z0-9]*)(?=\s*[,:}=])/g;

/**
 * The chunks whose public names stand in code, or all where it takes the library whole. Other than with services, one that
 * is missing would be an error of the code: a name that stands in a comment counts.
 */
export function namesTouched(files: Files, names: ChunkIndex['names']): string[] {
  const sources = Object.values(files);
  if (sources.some((source) => WHOLE.test(source))) return Object.keys(names);
  const words = new Set(sources.flatMap((source) => source.match(/[A-Za-z_$][\w$]*/g) ?? []));
  return Object.keys(names).filter((chunk) => names[chunk]!.names.some((name) => words.has(name)));
}

/** `import * as library from`, `export * from`, `await import(…)`; and letters that are written as escapes. */
const WHOLE = /\*\s*(?:as\s*[\w$]+\s*)?from|\bimport\s*\(|\\u/;

/** Services with all that they need, each once, in the order of the index. */
export function withNeeds(names: readonly string[], services: Services): string[] {
  const all = new Set(names);
  for (const name of all) for (const need of services[name]!.needs) all.add(need);
  return Object.keys(services).filter((name) => all.has(name));
}

/** Fetches chunks, each once. */
export class Chunks {
  readonly index: ChunkIndex;
  readonly #fetch: (url: string) => Promise<string>;
  readonly #fetched = new Map<string, Promise<Files>>();

  /** @param fetch the text at an address */
  constructor(index: ChunkIndex, fetch: (url: string) => Promise<string>) {
    this.index = index;
    this.#fetch = fetch;
  }

  /** The texts of the core, by path. Rejects as `fetch` does; what failed is fetched anew when it is asked for again. */
  core(): Promise<Files> {
    return this.#get('core');
  }

  /**
   * The texts of services and of chunks with public names, without the core's.
   *
   * @param names by `namesTouched`
   */
  async texts(services: readonly string[], names: readonly string[] = []): Promise<Files> {
    const chunks = new Set([
      ...services.flatMap((name) => this.index.services[name]!.chunks),
      ...names.flatMap((name) => this.index.names[name]!.chunks),
    ]);
    return Object.assign({}, ...(await Promise.all([...chunks].map((chunk) => this.#get(chunk))))) as Files;
  }

  #get(chunk: string): Promise<Files> {
    let texts = this.#fetched.get(chunk);
    if (!texts) {
      texts = this.#fetch(this.index.chunks[chunk]!.url).then((text) => JSON.parse(text) as Files);
      this.#fetched.set(chunk, texts);
      texts.catch(() => this.#fetched.delete(chunk));
    }
    return texts;
  }
}

/** Bytes, gzip, of the core and these services. */
export function sizeOf({ chunks, services }: ChunkIndex, names: readonly string[]): number {
  const wanted = new Set(['core', ...names.flatMap((name) => services[name]!.chunks)]);
  return [...wanted].reduce((sum, name) => sum + chunks[name]!.size, 0);
}
