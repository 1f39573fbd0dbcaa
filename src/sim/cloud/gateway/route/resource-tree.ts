/** What a request was matched with. */
export interface Match<T> {
  /** `/pets/{id}` */
  readonly resourcePath: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly target: T;
}

interface Resource<T> {
  readonly resourcePath: string;
  readonly names: readonly string[];
  readonly target: T;
}

interface Branch<T> {
  readonly statics: Map<string, Branch<T>>;
  /** Names are not the branch's: `GET /{id}` and `PUT /{petId}` of an HTTP API share one. */
  parameter: Branch<T> | undefined;
  greedy: Branch<T> | undefined;
  /** By method, or ANY. */
  readonly methods: Map<string, Resource<T>>;
}

const branch = <T>(): Branch<T> => ({
  statics: new Map(),
  parameter: undefined,
  greedy: undefined,
  methods: new Map(),
});

/**
 * Paths with parameters: `/pets/{id}`, `/{proxy+}`. Of several that match a request, the one wins that is more
 * specific at the first segment where they differ: a word before a parameter before a greedy one. A path that leads
 * nowhere there goes to a less specific one, as recordings show; so does one whose resource lacks the method and ANY.
 *
 * Each branch of the tree is visited at most once for a request.
 */
export class ResourceTree<T> {
  readonly #root: Branch<T> = branch();
  readonly #fullMatchFirst: boolean;
  readonly #all: { readonly resourcePath: string; readonly target: T }[] = [];

  /** `fullMatchFirst`: no greedy path wins over one that matches without (as in HTTP APIs). */
  constructor(fullMatchFirst = false) {
    this.#fullMatchFirst = fullMatchFirst;
  }

  add(resourcePath: string, method: string, target: T): void {
    let at = this.#root;
    this.#all.push({ resourcePath, target });
    for (const segment of segmentsOf(resourcePath)) {
      if (segment.startsWith('{') && segment.endsWith('+}')) {
        at = at.greedy ??= branch();
      } else if (segment.startsWith('{') && segment.endsWith('}')) {
        at = at.parameter ??= branch();
      } else {
        const next = at.statics.get(segment) ?? branch();
        at.statics.set(segment, next);
        at = next;
      }
    }
    const names = segmentsOf(resourcePath).filter((segment) => segment.startsWith('{'));
    at.methods.set(method, {
      resourcePath,
      names: names.map((name) => name.replace(/^\{|\+?\}$/g, '')),
      target,
    });
  }

  /** All that was added, in that order. */
  all(): readonly { readonly resourcePath: string; readonly target: T }[] {
    return this.#all;
  }

  match(method: string, path: string): Match<T> | undefined {
    const segments = segmentsOf(path);
    const values: string[] = [];
    const search = (greedy: boolean) => this.#search(this.#root, segments, 0, method, greedy, values);
    const found = (this.#fullMatchFirst ? search(false) : undefined) ?? search(true);
    if (!found) return undefined;
    const { resourcePath, names, target } = found;
    const pathParameters = Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));
    return { resourcePath, pathParameters, target };
  }

  #search(
    at: Branch<T>,
    segments: readonly string[],
    index: number,
    method: string,
    greedy: boolean,
    values: string[],
  ): Resource<T> | undefined {
    const segment = segments[index];
    if (segment === undefined) return at.methods.get(method) ?? at.methods.get('ANY');
    const next = at.statics.get(segment);
    const found = next && this.#search(next, segments, index + 1, method, greedy, values);
    if (found) return found;
    if (at.parameter && segment !== '') {
      values.push(segment);
      const inside = this.#search(at.parameter, segments, index + 1, method, greedy, values);
      if (inside) return inside;
      values.pop();
    }
    const rest = greedy ? at.greedy : undefined;
    const last = rest?.methods.get(method) ?? rest?.methods.get('ANY');
    if (last) values.push(segments.slice(index).join('/'));
    return last;
  }
}

/** A slash at the end changes nothing. */
function segmentsOf(path: string): string[] {
  const trimmed = path.replace(/^\//, '').replace(/\/$/, '');
  return trimmed === '' ? [] : trimmed.split('/');
}
