import { posix } from 'node:path';
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
  const path = posix.join(posix.dirname(page ?? ''), file).replace(/\.solution\.ts$/, '.starter.ts');
  const folder = path.slice(0, path.length - shown.length);
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
