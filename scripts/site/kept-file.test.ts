import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keptFile } from './kept-file.ts';

test('a thing is made once for the same inputs, and anew for others', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  let made = 0;
  const text = async (...inputs: string[]) =>
    new TextDecoder().decode(
      await keptFile(join(folder, 'new'), inputs, () =>
        Promise.resolve(new TextEncoder().encode(`${++made}`)),
      ),
    );
  expect(await text('a', 'b')).toBe('1');
  expect(await text('a', 'b')).toBe('1');
  expect(await text('ab')).toBe('2');
});

test('what was kept more than a month ago goes when something new is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, days] of [
    ['old', 31],
    ['young', 29],
  ] as const) {
    writeFileSync(join(folder, name), '');
    const then = Date.now() / 1000 - days * 86_400;
    utimesSync(join(folder, name), then, then);
  }
  await keptFile(folder, ['x'], () => Promise.resolve(new Uint8Array()));
  expect(readdirSync(folder)).toHaveLength(2);
  expect(readdirSync(folder)).toContain('young');
});
