import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, test } from './site.ts';

const TWO_FILES = '/simulator/sandbox/';
const run = promisify(execFile);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'download-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test('Download gives a project that runs at home, with the code and the seed as they stand', async ({
  visit,
}) => {
  const page = await visit(TWO_FILES);
  const sandbox = new SandboxOnPage(page);
  const seed = await sandbox.seed();
  await seed.fill('3');
  const download = page.waitForEvent('download');
  await sandbox.button('Download').click();
  const file = await download;
  expect(file.suggestedFilename()).toBe('a-morning-at-the-coffee-bar.zip');
  await sandbox.saying(/npm start runs it/);

  for (const [path, bytes] of Object.entries(unzipSync(readFileSync(await file.path())))) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
  }
  const project = join(folder, 'a-morning-at-the-coffee-bar');
  expect(readFileSync(join(project, 'README.md'), 'utf8')).toContain(`${page.url()}`);
  const { stdout } = await run(process.execPath, ['main.ts'], { cwd: project });
  expect(stdout).toContain('✗ nobody waits longer than eight minutes: 13.4 minutes');
  const tested = await run(process.execPath, ['test.js'], { cwd: project }).catch(
    (error: { code: number }) => error,
  );
  expect(tested).toMatchObject({ code: 1, stdout: expect.stringContaining('1 passed, 1 failed') as string });
});

test('Download says so where the library can not be fetched', async ({ visit }) => {
  const page = await visit(TWO_FILES, { allow: /ERR_FAILED/ });
  const sandbox = new SandboxOnPage(page);
  await sandbox.more();
  await page.route(/package[^/]*\.json$/, (route) => route.abort());
  await sandbox.button('Download').click();
  await sandbox.saying(/could not be fetched/);
});
