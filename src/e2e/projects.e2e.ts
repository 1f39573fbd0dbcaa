import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll } from 'vitest';
import { SandboxOnPage } from './sandbox.ts';
import { expect, test } from './site.ts';

/* The two projects of the course, whole: by the Instant engine in the page, and as a download in Node. */

const run = promisify(execFile);
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'projects-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

test.for(['/serverless/pet-cuddle-o-tron/whole/', '/serverless/cattube/the-same-day/'])(
  'the project of %s runs in the page, and at home',
  async (path, { visit }) => {
    const page = await visit(path);
    const sandbox = new SandboxOnPage(page);
    // Engines differ in the last digits of a plot's exact values.
    const shown = async () => (await sandbox.result.innerHTML()).replace(/(\.\d{9})\d+/g, '$1');
    const built = await shown();
    await sandbox.run();
    expect(await sandbox.status.innerText()).toMatch(/^Run finished/);
    expect(await shown()).toBe(built);

    await sandbox.more();
    const download = page.waitForEvent('download');
    await sandbox.button('Download').click();
    const file = await download;
    const home = join(folder, file.suggestedFilename().replace(/\.zip$/, ''));
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(await file.path())))) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    // It exits with 1, and so rejects, where a check does not hold.
    const { stdout } = await run(process.execPath, ['test.js'], { cwd: home });
    expect(stdout).toMatch(/\n\n\d+ passed, 0 failed\n$/);
  },
);
