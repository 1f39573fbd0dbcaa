import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from './serve.ts';

test('a page comes as HTML, or as Markdown to whom asks for it', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'serve-'));
  mkdirSync(join(folder, 'queues'));
  const files = {
    'queues/index.html': '<p>page',
    'queues.md': '# page',
    'index.html': '<p>home',
    '404.html': '<p>no',
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { url, close } = await serve({ folder, base: '/course' });
  onTestFinished(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });
  const get = async (path: string, accept = 'text/html') => {
    const response = await fetch(new URL(path, url), { headers: { accept } });
    return `${response.status} ${response.headers.get('content-type')?.split(';')[0]} ${await response.text()}`;
  };
  const markdown = 'text/markdown, text/html;q=0.9';
  expect(await get('queues/')).toBe('200 text/html <p>page');
  expect(await get('queues/', markdown)).toBe('200 text/markdown # page');
  expect(await get('queues.md')).toBe('200 text/markdown # page');
  expect(await get('', markdown)).toBe('200 text/html <p>home');
  expect(await get('nothing/', markdown)).toBe('404 text/html <p>no');
});
