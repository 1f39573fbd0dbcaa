import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What was asked for can't be made: the message says why, and what would do. */
export class Refused extends Error {}

/** What `npm run new` makes. */
export interface Scaffold {
  /** New files: texts by path from the root. */
  files: Record<string, string>;
  /** Lines that go into files that are there. */
  insertions?: Insertion[];
  /** What is left for the author to do, a sentence each. */
  next: string[];
}

/** Text that goes behind the last place of a file that fits. */
export interface Insertion {
  file: string;
  /** Matches one whole line or more, with its end. */
  after: RegExp;
  text: string;
}

/** Writes a scaffold. Throws Refused, with nothing written, where a file is there already or has no place for its lines. */
export function build(root: string, { files, insertions = [] }: Scaffold): void {
  const texts = new Map(Object.entries(files));
  for (const file of texts.keys()) {
    if (existsSync(join(root, file))) throw new Refused(`${file} is there already.`);
  }
  for (const { file, after, text } of insertions) {
    const old = texts.get(file) ?? readFileSync(join(root, file), 'utf8');
    const last = [...old.matchAll(new RegExp(after, 'gm'))].at(-1);
    if (!last) throw new Refused(`${file} has no line like ${after}: mend scripts/new.`);
    const place = last.index + last[0].length;
    texts.set(file, old.slice(0, place) + text + old.slice(place));
  }
  for (const [file, text] of texts) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
}
