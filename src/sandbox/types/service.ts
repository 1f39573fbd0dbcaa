import { createSystem, createVirtualTypeScriptEnvironment } from '@typescript/vfs';
import type TypeScript from 'typescript';
import type { Files } from '../engine.ts';
import { tableTypes } from '../table.ts';
import { LIBRARY, OPTIONS } from './library.ts';

/** Places in a text are offsets, as in the editor: both count UTF-16 units. */
export interface Range {
  from: number;
  to: number;
}

/** Something that the types do not allow. */
export interface TypeProblem extends Range {
  message: string;
}

/** What stands at a place: its type as code, and what its comment says. */
export interface Explanation extends Range {
  code: string;
  text: string;
}

/** Something that could stand at a place. */
export interface Suggestion {
  name: string;
  /** What it is, in TypeScript's words: 'function', 'property', … */
  kind: string;
  /** Where it is exported from, if it must be imported first. */
  source?: string;
  /** What to write, where that is not its name. */
  insert?: string;
  /** TypeScript's own order: lower first, compared as text. */
  order: string;
}

/** What could stand at a place, in the stead of the range. */
export interface Suggestions extends Range {
  items: Suggestion[];
}

/** The details of one suggestion: its explanation, and what else must change in the file. */
export interface Details {
  code: string;
  text: string;
  changes: (Range & { insert: string })[];
}

/** The call that a place is in. */
export interface Signature {
  before: string;
  /** The parameter at the place. */
  parameter: string;
  after: string;
  text: string;
}

/** Where the files of an example lie in the virtual file system; the library lies in `/node_modules`. */
const FOLDER = '/example/';

const TABLE = `${LIBRARY}/dist/services/index.d.ts`;

/**
 * What TypeScript knows of an example's files: the same in a reader's browser, where it lives in a worker, and in Node.
 * Every question brings the files as they are; only what has changed is looked at again.
 */
export class TypeService {
  readonly #ts: typeof TypeScript;
  readonly #environment: ReturnType<typeof createVirtualTypeScriptEnvironment>;
  #files: Files = {};
  /** The services whose types are there. */
  readonly services = new Set<string>();
  /** The types of the library's table, which names them all. */
  readonly #table: string;

  /** @param core declarations by absolute path: of the language, of the sandbox's globals, of our library without services */
  constructor(ts: typeof TypeScript, core: Files) {
    this.#ts = ts;
    this.#table = core[TABLE]!;
    const system = createSystem(new Map(Object.entries({ ...core, [TABLE]: tableTypes(this.#table, []) })));
    const options = JSON.parse(core[OPTIONS]!) as TypeScript.CompilerOptions;
    this.#environment = createVirtualTypeScriptEnvironment(system, ['/globals.d.ts'], ts, options);
  }

  /** Adds the types of services. Before, each of them is any. */
  add(names: readonly string[], files: Files): void {
    for (const name of names) this.services.add(name);
    for (const [path, text] of Object.entries(files)) this.#environment.createFile(path, text);
    this.#environment.createFile(TABLE, tableTypes(this.#table, [...this.services]));
  }

  /** What is wrong in a file, by its syntax and its types. */
  problems(files: Files, file: string): TypeProblem[] {
    const service = this.#update(files);
    const path = FOLDER + file;
    const found = [...service.getSyntacticDiagnostics(path), ...service.getSemanticDiagnostics(path)];
    return found.map(({ start = 0, length = 0, messageText }) => ({
      from: start,
      to: start + length,
      message: this.#ts
        .flattenDiagnosticMessageText(messageText, '\n')
        // A reader has no compiler options to change.
        .replace(/ Do you need to (change your target library|install type definitions)[^\n]*/, ''),
    }));
  }

  /** What stands at a place, if there is something to say of it. */
  explain(files: Files, file: string, at: number): Explanation | undefined {
    const info = this.#update(files).getQuickInfoAtPosition(FOLDER + file, at);
    if (!info) return undefined;
    const { start, length } = info.textSpan;
    return {
      from: start,
      to: start + length,
      code: this.#text(info.displayParts),
      text: this.#prose(info.documentation, info.tags),
    };
  }

  /** What could stand at a place. */
  suggest(files: Files, file: string, at: number): Suggestions | undefined {
    const found = this.#update(files).getCompletionsAtPosition(FOLDER + file, at, PREFERENCES);
    if (!found) return undefined;
    const word = /[\w$]*$/.exec(files[file]!.slice(0, at))![0];
    const { start, length } = found.optionalReplacementSpan ?? {
      start: at - word.length,
      length: word.length,
    };
    return {
      from: start,
      to: start + length,
      items: found.entries.map(({ name, kind, source, insertText, sortText }) => ({
        name,
        kind,
        source,
        insert: insertText,
        order: sortText,
      })),
    };
  }

  /** More of one of the suggestions at a place. */
  details(files: Files, file: string, at: number, { name, source }: Suggestion): Details | undefined {
    const path = FOLDER + file;
    const service = this.#update(files);
    const found = service.getCompletionEntryDetails(path, at, name, FORMAT, source, PREFERENCES, undefined);
    if (!found) return undefined;
    const changes = (found.codeActions ?? [])
      .flatMap((action) => action.changes)
      .filter(({ fileName }) => fileName === path)
      .flatMap(({ textChanges }) => textChanges);
    return {
      code: this.#text(found.displayParts),
      text: this.#prose(found.documentation, found.tags),
      changes: changes.map(({ span, newText }) => ({
        from: span.start,
        to: span.start + span.length,
        insert: newText,
      })),
    };
  }

  /** The call whose arguments a place is among. */
  signature(files: Files, file: string, at: number): Signature | undefined {
    const help = this.#update(files).getSignatureHelpItems(FOLDER + file, at, undefined);
    const item = help?.items[help.selectedItemIndex];
    if (!help || !item) return undefined;
    const shown = item.parameters.map(({ displayParts }) => this.#text(displayParts));
    const current = Math.min(help.argumentIndex, shown.length - 1);
    const separator = this.#text(item.separatorDisplayParts);
    const join = (parts: string[]) => parts.join(separator);
    return {
      before: this.#text(item.prefixDisplayParts) + join([...shown.slice(0, Math.max(0, current)), '']),
      parameter: shown[current] ?? '',
      after: join(['', ...shown.slice(current + 1)]) + this.#text(item.suffixDisplayParts),
      text: this.#text(item.parameters[current]?.documentation) || this.#text(item.documentation),
    };
  }

  #update(files: Files): TypeScript.LanguageService {
    const environment = this.#environment;
    for (const name of Object.keys(this.#files)) {
      if (!Object.hasOwn(files, name)) environment.deleteFile(FOLDER + name);
    }
    for (const [name, text] of Object.entries(files)) {
      // An empty file is none to the virtual file system.
      if (this.#files[name] !== text) environment.createFile(FOLDER + name, text || '\n');
    }
    this.#files = { ...files };
    return environment.languageService;
  }

  #text(parts: TypeScript.SymbolDisplayPart[] | undefined): string {
    return this.#ts.displayPartsToString(parts);
  }

  /** A comment: what it says, then a line each of what it says of parameters, of errors and so on. */
  #prose(
    documentation: TypeScript.SymbolDisplayPart[] | undefined,
    tags: TypeScript.JSDocTagInfo[] | undefined = [],
  ): string {
    const lines = tags.map((tag) => {
      const text = this.#text(tag.text);
      if (tag.name === 'param') return text.replace(/^\S+/, '$&:');
      return `${tag.name} ${text}`;
    });
    return [this.#text(documentation), ...lines].filter(Boolean).join('\n');
  }
}

/** How a suggestion that must be imported is written: as Prettier writes the examples. */
const FORMAT: TypeScript.FormatCodeSettings = { indentSize: 2, convertTabsToSpaces: true };

const PREFERENCES: TypeScript.UserPreferences = {
  includeCompletionsForModuleExports: true,
  includeCompletionsWithInsertText: true,
  importModuleSpecifierEnding: 'js',
  quotePreference: 'single',
};
