import type { Entry } from '../../sim/report/transcript.ts';

/**
 * A failing check with its file by the name that the run knows: the library has it from the stack, by the address that
 * the engine gave the module. A place outside the run's files is left out.
 *
 * @param nameOf what the run calls the file at an address
 */
export function nameCheckFile(entry: Entry, nameOf: (address: string) => string | undefined): Entry {
  if (entry.type !== 'check' || entry.file === undefined) return entry;
  const { file, line, ...check } = entry;
  const name = nameOf(file);
  return name === undefined ? check : { ...check, file: name, line };
}
