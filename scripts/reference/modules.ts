import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The folder of the library. */
export const SOURCE = join(import.meta.dirname, '../../src/sim');

/** A part of the library: a folder of `src/sim` or of its services, and one page of the reference. */
export interface Module {
  /** The folder's name. */
  slug: string;
  /** The folder, from the root of the repository. */
  folder: string;
  title: string;
  /** What its index.ts says of it. */
  about: string;
}

/** What a folder is called that is no service; a service's index.ts begins with AWS's name for it. */
const TITLES: Record<string, string> = {
  cloud: 'The cloud',
  kernel: 'The kernel',
  workload: 'Workload',
  report: 'Report',
  tongue: "AWS's own tongue",
};

/** The order of the pages: what one meets first comes first, services among them by name. */
const ORDER = ['cloud', 'tongue', 'SERVICES', 'workload', 'report', 'kernel'];

const placeOf = ({ slug }: Module) => ORDER.indexOf(ORDER.includes(slug) ? slug : 'SERVICES');

/** The modules of the library. */
export function modules(): Module[] {
  return globSync(['*/index.ts', 'services/*/index.ts'], { cwd: SOURCE })
    .filter((file) => file !== join('services', 'index.ts'))
    .map((file): Module => {
      const slug = basename(dirname(file));
      const text = /^\/\*\*\s*(.*?)\s*\*\//s.exec(readFileSync(join(SOURCE, file), 'utf8'))?.[1];
      if (!text) throw new Error(`src/sim/${file} must begin with a /** comment */ that says what it holds.`);
      const about = text.replaceAll(/\s*\n\s*\*\s*/g, ' ');
      const folder = `src/sim/${dirname(file).replaceAll('\\', '/')}`;
      return { slug, folder, title: TITLES[slug] ?? about.split(':')[0]!, about };
    })
    .sort((a, b) => placeOf(a) - placeOf(b) || (a.slug < b.slug ? -1 : 1));
}

/** The pages of the reference, in order, for the sidebar. */
export function referenceSlugs(): string[] {
  return modules().map(({ slug }) => `reference/${slug}`);
}
