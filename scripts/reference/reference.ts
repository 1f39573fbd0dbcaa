import { execFile } from 'node:child_process';
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../astro.ts';
import { buildPackage } from '../package/build.ts';
import { hashOf, kept } from '../package/kept.ts';
import type { Find } from './markup.ts';
import { modules } from './modules.ts';
import type { ReferencePage } from './page.ts';

/**
 * A name for all that the pages follow from. Of the library these are its types, with their comments, and how each
 * index.ts begins: what its code does changes no page.
 */
async function keyOf(): Promise<string> {
  const folder = await buildPackage();
  const types = globSync('dist/**/*.d.ts', { cwd: folder }).map((file) => relative(ROOT, join(folder, file)));
  const texts = types.sort().map((file) => readFileSync(join(ROOT, file), 'utf8'));
  const inputs = ['package-lock.json', 'scripts/reference/*', 'src/sim/**/index.ts'];
  return hashOf(globSync(inputs, { cwd: ROOT }), ...texts);
}

/** The pages of the API reference. They are kept until the library's types change, for reading these takes some seconds. */
export async function referencePages(): Promise<ReferencePage[]> {
  const folder = await kept('reference', await keyOf(), async (made) => {
    writeFileSync(join(made, 'pages.json'), JSON.stringify(await write()));
  });
  return JSON.parse(readFileSync(join(folder, 'pages.json'), 'utf8')) as ReferencePage[];
}

/** The pages, written by another process where they have to be: TypeDoc lets nothing else run, and a server should. */
export async function referencePagesApart(): Promise<ReferencePage[]> {
  await promisify(execFile)(process.execPath, [join(ROOT, 'scripts/reference/reference.ts')]);
  return referencePages();
}

/** The pages as they were last written, if none is missing. */
export function lastReferencePages(): ReferencePage[] | undefined {
  const files = globSync('.cache/reference/*/pages.json', { cwd: ROOT }).map((file) => join(ROOT, file));
  const [last] = files.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (last === undefined) return undefined;
  const pages = JSON.parse(readFileSync(last, 'utf8')) as ReferencePage[];
  return modules().every(({ slug }) => pages.some((page) => page.slug === slug)) ? pages : undefined;
}

async function write(): Promise<ReferencePage[]> {
  // TypeDoc brings TypeScript: it is loaded only where there is something to read.
  const [{ readLibrary }, { ownMembers, writePage }] = await Promise.all([
    import('./library.ts'),
    import('./page.ts'),
  ]);
  const library = await readLibrary();
  const addresses = new Map<string, string>();
  for (const { slug, names } of library) {
    for (const reflection of names) {
      const members = ownMembers(reflection).map((member) => `${reflection.name}.${member.name}`);
      for (const name of [reflection.name, ...members]) {
        const address = `/reference/${slug}/#${name}`;
        addresses.set(`${slug}/${name}`, address);
        if (!addresses.has(name)) addresses.set(name, address);
      }
    }
  }
  const pages = [];
  for (const module of library) {
    // Two services may use one name: on a service's page it is the service's own.
    const address = (name: string) => addresses.get(`${module.slug}/${name}`) ?? addresses.get(name);
    const find: Find = (name, from) => address(name) ?? address(`${from}.${name}`);
    pages.push(await writePage(module, find));
  }
  return pages;
}

if (import.meta.main) await referencePages();
