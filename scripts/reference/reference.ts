import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../astro.ts';
import type { Find } from './markup.ts';
import { modules } from './modules.ts';
import type { ReferencePage } from './page.ts';

const KEPT = join(ROOT, '.cache/reference.json');

function keyOf(): string {
  const inputs = ['package-lock.json', 'scripts/reference/*.ts', 'src/sim/**/*.ts'];
  const files = globSync(inputs, { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

interface Kept {
  key: string;
  pages: ReferencePage[];
}

function readKept(): Kept | undefined {
  try {
    return JSON.parse(readFileSync(KEPT, 'utf8')) as Kept;
  } catch {
    // Not there yet.
    return undefined;
  }
}

/** The pages of the API reference. They are kept until the library changes, for reading it takes some seconds. */
export async function referencePages(): Promise<ReferencePage[]> {
  const key = keyOf();
  const kept = readKept();
  if (kept?.key === key) return kept.pages;
  const pages = await write();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  // Renamed, because a check and a build may write at once.
  writeFileSync(`${KEPT}.${process.pid}`, JSON.stringify({ key, pages } satisfies Kept));
  renameSync(`${KEPT}.${process.pid}`, KEPT);
  return pages;
}

/**
 * The pages as they were last written, for a server that should answer at once, and a promise of them as they should be,
 * which another process writes meanwhile. Undefined where a page is missing.
 */
export function lastReferencePages():
  { pages: ReferencePage[]; renewed?: Promise<ReferencePage[]> } | undefined {
  const kept = readKept();
  if (!kept || !modules().every(({ slug }) => kept.pages.some((page) => page.slug === slug)))
    return undefined;
  if (kept.key === keyOf()) return { pages: kept.pages };
  const written = new Promise<void>((resolve, reject) => {
    const file = join(ROOT, 'scripts/reference/reference.ts');
    execFile(process.execPath, [file], (error) => (error ? reject(error) : resolve()));
  });
  return { pages: kept.pages, renewed: written.then(() => readKept()!.pages) };
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
