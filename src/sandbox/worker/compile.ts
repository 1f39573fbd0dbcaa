import { decode } from '@jridgewell/sourcemap-codec';
import { parse } from 'es-module-lexer/minimal/js';
import { transform, type Options } from 'sucrase';
import type { Files } from '../engine.ts';

/** Taken before they are out of reach. */
const { Blob } = globalThis;
const createObjectURL = URL.createObjectURL.bind(URL);

/** An address from which a module of that source can be imported. */
export function addressOf(source: string): string {
  return createObjectURL(new Blob([source], { type: 'text/javascript' }));
}

/** A place in a reader's file: 1-based line and column. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/** The reader's code can't be compiled or linked, and this is where. */
export class CompileError extends Error {
  override name = 'SyntaxError';
  readonly place: Place;
  constructor(message: string, place: Place) {
    super(message);
    this.place = place;
  }
}

/** As Node strips types: nothing but types goes, lines stay where they are, and an unused import still runs its module. */
export const SUCRASE: Options = {
  transforms: ['typescript'],
  disableESTransforms: true,
  keepUnusedImports: true,
};

/** A specifier replaced by an address: what follows on its line has moved by `by`. */
interface Shift {
  line: number;
  /** 1-based column in the compiled code, where the address ends. */
  end: number;
  by: number;
}

interface Compiled {
  url: string;
  shifts: Shift[];
}

/**
 * Compiles the files of one run: types stripped by Sucrase, specifiers replaced by blob addresses (import maps do not
 * reach workers), imports first because a module's address must be known to whoever imports it.
 */
export class Compiler {
  readonly #files: Files;
  readonly #modules: Record<string, string>;
  readonly #compiled = new Map<string, Compiled>();
  /** What is being compiled, from the entry down. */
  readonly #path: string[] = [];

  /** @param modules the addresses of what an import may name besides files */
  constructor(files: Files, modules: Record<string, string>) {
    this.#files = files;
    this.#modules = modules;
  }

  /** The address of a file, compiled with all it imports. Throws CompileError. */
  compile(file: string): string {
    const known = this.#compiled.get(file);
    if (known) return known.url;
    this.#path.push(file);
    const source = this.#files[file]!;
    const { code, shifts } = this.#link(file, this.#strip(file, source));
    const url = addressOf(`${code}\n//# sourceURL=${file}`);
    this.#compiled.set(file, { url, shifts });
    this.#path.pop();
    return url;
  }

  /** Each name by which an engine may call a module, and what a reader calls it. */
  names(): Map<string, string> {
    const names = new Map<string, string>();
    for (const [name, url] of Object.entries(this.#modules)) names.set(url, name);
    for (const [file, { url }] of this.#compiled) names.set(url, file).set(file, file);
    return names;
  }

  /** Where the reader wrote what stands at a place of the compiled file. Lines are the same, columns are not. */
  original(place: Place): Place {
    const { file, line } = place;
    const source = this.#files[file];
    if (source === undefined) return place;
    let column = place.column;
    for (const shift of this.#compiled.get(file)?.shifts.toReversed() ?? []) {
      if (shift.line === line && column >= shift.end) column -= shift.by;
    }
    return { file, line, column: originalColumn(source, line, column) };
  }

  #strip(file: string, source: string): string {
    try {
      return transform(source, SUCRASE).code;
    } catch (error) {
      const { message, loc } = error as Error & { loc?: { line: number; column: number } };
      throw new CompileError(message.replace(/ \(\d+:\d+\)$/, ''), {
        file,
        line: loc?.line ?? 1,
        column: loc?.column ?? 1,
      });
    }
  }

  #link(file: string, code: string): { code: string; shifts: Shift[] } {
    let imports;
    try {
      [imports] = parse(code);
    } catch {
      // Not a module that could run: the engine's own parser says why, and where, when it is imported.
      return { code, shifts: [] };
    }
    let linked = '';
    let at = 0;
    const shifts: Shift[] = [];
    for (const { n: specifier, s: start, e: end, d: dynamic } of imports) {
      if (specifier === undefined) continue;
      const url = this.#resolve(specifier, file, () => placeAt(code, start, file));
      const text = dynamic > -1 ? JSON.stringify(url) : url;
      linked += code.slice(at, start) + text;
      at = end;
      const { line, column } = placeAt(linked, linked.length, file);
      shifts.push({ line, end: column, by: text.length - (end - start) });
    }
    return { code: linked + code.slice(at), shifts };
  }

  #resolve(specifier: string, from: string, compiledPlace: () => Place): string {
    const refuse = (message: string): never => {
      const { file, line, column } = compiledPlace();
      const place = { file, line, column: originalColumn(this.#files[file]!, line, column) };
      throw new CompileError(message, place);
    };
    if (Object.hasOwn(this.#modules, specifier)) return this.#modules[specifier]!;
    if (/^\.{0,2}\//.test(specifier)) {
      const file = new URL(specifier, `file:///${from}`).pathname.slice(1);
      const others = Object.keys(this.#files).filter((name) => name !== from);
      if (!Object.hasOwn(this.#files, file)) {
        return refuse(
          `There is no file '${specifier}'. ` +
            (others.length
              ? `The others here: ${others.map((name) => `./${name}`).join(', ')}.`
              : 'This is the only one.'),
        );
      }
      if (this.#path.includes(file)) {
        return refuse(
          `'${specifier}' imports this file in turn: the sandbox can't run files that import each other in a circle.`,
        );
      }
      return this.compile(file);
    }
    return refuse(
      `There is no module '${specifier}' here. The sandbox has 'desired-capacity', its services as in 'desired-capacity/sqs', and the example's own files.`,
    );
  }
}

function placeAt(code: string, index: number, file: string): Place {
  const before = code.slice(0, index).split('\n');
  return { file, line: before.length, column: before.at(-1)!.length + 1 };
}

/** Asked only when something went wrong, so that a run that goes well never pays for a source map. */
function originalColumn(source: string, line: number, column: number): number {
  const { sourceMap } = transform(source, {
    ...SUCRASE,
    filePath: 'file.ts',
    sourceMapOptions: { compiledFilename: 'file.js' },
  });
  const segments = decode(sourceMap!.mappings)[line - 1] ?? [];
  const segment = segments.findLast(([compiled]) => compiled <= column - 1);
  if (!segment || segment.length === 1) return column;
  return segment[3] + (column - segment[0]);
}
