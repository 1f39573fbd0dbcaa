import { createHash } from 'node:crypto';
import { globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../astro.ts';
import type { Find } from './markup.ts';
import type { ReferencePage } from './page.ts';

const KEPT = join(ROOT, '.cache/reference.json');

function keyOf(): string {
  const inputs = ['package-lock.json', 'scripts/reference/*.ts', 'src/sim/**/*.ts'];
  const files = globSync(inputs, { cwd: ROOT }).filter((file) => !file.endsWith('.test.ts'));
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(`\0${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** The pages of the API reference. They are kept until the library changes, for reading it takes some seconds. */
export async function referencePages(): Promise<ReferencePage[]> {
  const key = keyOf();
  try {
    const kept = JSON.parse(readFileSync(KEPT, 'utf8')) as { key: string; pages: ReferencePage[] };
    if (kept.key === key) return kept.pages;
  } catch {
    // Not there yet.
  }
  const pages = await write();
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  // Renamed, because a check and a build may write at once.
  writeFileSync(`${KEPT}.${process.pid}`, JSON.stringify({ key, pages }));
  renameSync(`${KEPT}.${process.pid}`, KEPT);
  return pages;
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
