import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readExample } from '../../scripts/examples/example.ts';
import { packageParts } from '../../scripts/package/parts.ts';
import { Chunks, touched } from './chunks.ts';
import { projectFiles } from './project.ts';
import { libraryOf } from './table.ts';

/* The two projects of the course as a reader takes them home: packed, unpacked, and run in Node from end to end. */

const COURSE = join(import.meta.dirname, '../../content/docs/serverless');
const folder = mkdtempSync(join(tmpdir(), 'projects-'));
let chunks: Chunks;

beforeAll(async () => {
  const { texts, ...parts } = await packageParts();
  const names = Object.keys(texts).map((name) => [name, { url: name, size: 0 }]);
  const index = { ...parts, chunks: Object.fromEntries(names) };
  chunks = new Chunks(index, (name) => Promise.resolve(JSON.stringify(texts[name])));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Packs an example as the button Download does, unpacks it, and gives its folder. */
async function unpacked(path: string): Promise<string> {
  const { files, entry } = readExample(path);
  const library = await libraryOf(chunks, touched(files, chunks.index.services));
  const project = projectFiles({ title: path.replace(/.*\//, ''), entry, files, seed: 1, library });
  const bytes = Object.entries(project).map(([name, text]) => [name, strToU8(text)]);
  const home = mkdtempSync(join(folder, 'home-'));
  for (const [name, text] of Object.entries(unzipSync(zipSync(Object.fromEntries(bytes))))) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), strFromU8(text));
  }
  return home;
}

test.each([['pet-cuddle-o-tron/lab/whole'], ['cattube/runs/same-day']])(
  '%s runs at home, and shows what the page shows',
  async (name) => {
    const path = join(COURSE, name);
    const home = await unpacked(`${path}.ts`);
    const run = (file: string) => spawnSync(process.execPath, [file], { cwd: home, encoding: 'utf8' });
    const shown = readFileSync(`${path}.out.txt`, 'utf8');
    const checks = shown.split('\n').filter((line) => line.startsWith('✓'));
    expect(checks.length).toBeGreaterThan(3);
    expect(run('main.ts').stdout.trimEnd().split('\n')).toEqual(shown.trimEnd().split('\n'));
    const { status, stdout, stderr } = run('test.js');
    expect(stderr).toBe('');
    expect(stdout).toBe([...checks, '', `${checks.length} passed, 0 failed`, ''].join('\n'));
    expect(status).toBe(0);
  },
);
