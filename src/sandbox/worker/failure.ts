import type { ErrorEntry } from '../../sim/report/transcript.ts';
import { CompileError, type Compiler, type Place } from './compile.ts';

/** What a run ended in, as an entry: the error's own words, at the innermost place in the reader's files. */
export function failureEntry(error: unknown, compiler: Compiler, reported?: Partial<ErrorEvent>): ErrorEntry {
  const names = compiler.names();
  if (!(error instanceof Error)) return { type: 'error', name: 'Uncaught', message: describe(error) };
  const entry: ErrorEntry = {
    type: 'error',
    name: String(error.name),
    message: rename(String(error.message), names),
  };
  if (error instanceof CompileError) return { ...entry, ...error.place };
  const place = stackPlace(error, names) ?? eventPlace(reported, names);
  return place ? { ...entry, ...compiler.original(place) } : entry;
}

function describe(thrown: unknown): string {
  try {
    return String(typeof thrown === 'object' ? JSON.stringify(thrown) : thrown);
  } catch {
    return 'something that is no error';
  }
}

/** An engine calls a module by its address; a reader knows it by name. */
function rename(message: string, names: Map<string, string>): string {
  for (const [url, name] of names) if (url !== name) message = message.replaceAll(url, name);
  return message;
}

function stackPlace(error: Error, names: Map<string, string>): Place | undefined {
  // V8's stack begins with the message, which may hold anything.
  const head = `${error.name}: ${error.message}`;
  const stack = String(error.stack ?? '');
  const frames = stack.startsWith(head) ? stack.slice(head.length) : stack;
  // V8: `at main.ts:3:5`, `at go (main.ts:3:5)`; Firefox and Safari: `go@main.ts:3:5`.
  for (const [, where, line, column] of frames.matchAll(/(?:^|[\s(@])([^\s(@]+):(\d+):(\d+)\)?$/gm)) {
    const file = names.get(where!);
    if (file !== undefined && names.get(file) === file)
      return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** A module that does not parse or link has no stack; the event that reports it says where. */
function eventPlace(event: Partial<ErrorEvent> | undefined, names: Map<string, string>): Place | undefined {
  const file = names.get(event?.filename ?? '');
  if (file === undefined || !event?.lineno) return undefined;
  return { file, line: event.lineno, column: event.colno || 1 };
}
