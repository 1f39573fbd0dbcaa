import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ErrorEntry } from '../../sim/report/transcript.ts';

type Place = Pick<ErrorEntry, 'file' | 'line' | 'column'>;

/**
 * What a run in Node ended in, at the innermost place in the example's files.
 *
 * @param names by file URL, what the run calls each of its files
 */
export function failure(error: unknown, names: Map<string, string>): ErrorEntry {
  if (!(error instanceof Error)) return { type: 'error', name: 'Uncaught', message: String(error) };
  let message = error.message;
  for (const [url, name] of names)
    message = message.replaceAll(url, name).replaceAll(fileURLToPath(url), name);
  const place =
    firstPlace(error.stack ?? '', names) ?? (error instanceof SyntaxError ? parsedPlace(names) : {});
  return { type: 'error', name: error.name, message, ...place };
}

function firstPlace(stack: string, names: Map<string, string>): Place | undefined {
  for (const [, url, line, column] of stack.matchAll(/(file:\/\/[^\s()]+?):(\d+)(?::(\d+))?\)?$/gm)) {
    const file = names.get(url!);
    if (file !== undefined) return { file, line: Number(line), ...(column && { column: Number(column) }) };
  }
  return undefined;
}

/** V8 tells only a process of its own where a module has an early error, such as a name declared twice. */
function parsedPlace(names: Map<string, string>): Place {
  for (const url of names.keys()) {
    const { stderr } = spawnSync(process.execPath, [fileURLToPath(url)], { encoding: 'utf8', timeout: 5000 });
    const place = firstPlace(stderr.split('\n', 1)[0]!, names);
    if (place) return place;
  }
  return {};
}
