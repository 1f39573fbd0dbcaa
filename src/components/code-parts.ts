import { posix } from 'node:path';
import { FoldError, foldsOf, MOST_LINES, shownLines } from '../sandbox/folds.ts';
import { type Knob, readKnobs } from '../sandbox/knobs/knob.ts';

/**
 * The knobs of an example beside a page. Throws, naming file and line, for a comment that asks for a knob and can't have
 * one: it is malformed, or stands in a file that the reader does not see first.
 *
 * @param page path of the page's file from the root of the repository
 * @param file the example's path, from the page's own file
 */
export function knobsBeside(
  page: string | undefined,
  file: string,
  { shown, editable, files }: { shown: string; editable: string[]; files: Record<string, string> },
): Knob[] {
  const folder = folderOf(page, file, shown);
  for (const name of editable) {
    const { knobs, errors } = readKnobs(files[name]!);
    const [error] = errors;
    if (error) throw new Error(`${folder}${name}:${error.line} ${error.message}`);
    if (name !== shown && knobs[0])
      throw new Error(
        `${folder}${name}:${knobs[0].line} A knob stands in the file that shows first: ${shown}.`,
      );
  }
  return readKnobs(files[shown]!).knobs;
}

/**
 * How many lines of a file show while its folds are closed. Throws, naming file and line, where a region is not whole, or
 * where an author has folded too little: more than 25 lines are too many to begin with.
 */
export function shownLinesBeside(
  page: string | undefined,
  file: string,
  { shown, files }: { shown: string; files: Record<string, string> },
  name: string,
): number {
  const at = `${folderOf(page, file, shown)}${name}`;
  try {
    const lines = shownLines(files[name]!);
    if (lines > MOST_LINES && foldsOf(files[name]!).some(({ label }) => !label.startsWith('import ')))
      throw new FoldError(
        1,
        `Folded, it still shows ${lines} lines; ${MOST_LINES} are the most: fold more of it.`,
      );
    return lines;
  } catch (error) {
    if (error instanceof FoldError) throw new Error(`${at}:${error.line} ${error.message}`, { cause: error });
    throw error;
  }
}

/** The folder that the names of an example's files begin in. */
function folderOf(page: string | undefined, file: string, shown: string): string {
  const path = posix.join(posix.dirname(page ?? ''), file).replace(/\.solution\.ts$/, '.starter.ts');
  return path.slice(0, path.length - shown.length);
}
