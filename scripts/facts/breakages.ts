import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Breakages } from '../../src/sim/tongue/breakage.ts';
import type { Problem } from '../check/problem.ts';
import type { Edit } from '../package/chunks.ts';

/** The lists: a service's, the kernel's, the cloud's. */
const LISTS = 'src/sim/{*,services/*}/breakages.ts';

/** A breakage, and where it is written down. */
export interface NamedEdit {
  edit: Edit;
  /** Absolute path of the list, and the 1-based line in it. */
  list: string;
  line: number;
}

/**
 * All breakages by name, `<folder>/<what it does>`, as edits of files by absolute path; and what is wrong with the lists.
 *
 * @param lists where they are, as a glob from the root
 */
export async function readBreakages(
  root: string,
  lists = LISTS,
): Promise<{ breakages: Map<string, NamedEdit>; problems: Problem[] }> {
  const breakages = new Map<string, NamedEdit>();
  const problems: Problem[] = [];
  for (const path of globSync(lists, { cwd: root }).sort()) {
    const list = realpathSync(join(root, path));
    const module = (await import(/* @vite-ignore */ pathToFileURL(list).href)) as { breakages: Breakages };
    for (const [name, { file, text, instead }] of Object.entries(module.breakages)) {
      const edit = { file: join(dirname(list), file), text, instead };
      const line = lineOf(list, name);
      const why = objection(edit, relative(dirname(list), edit.file));
      if (why) problems.push({ file: list, line, message: `“${name}”: ${why}` });
      else breakages.set(`${basename(dirname(list))}/${name}`, { edit, list, line });
    }
  }
  return { breakages, problems };
}

function objection({ file, text, instead }: Edit, path: string): string | undefined {
  if (!existsSync(file)) return `${path} does not exist.`;
  const count = readFileSync(file, 'utf8').split(text).length - 1;
  if (count !== 1) return `its text stands ${count} times in ${path}, not once.`;
  return text === instead ? 'it changes nothing.' : undefined;
}

/** The 1-based line of a list on which a name stands first. */
function lineOf(list: string, name: string): number {
  const lines = readFileSync(list, 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(name)) + 1 || 1;
}
