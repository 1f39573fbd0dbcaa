import { mkdtempSync, rmSync } from 'node:fs';
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
      await keptFile(join(folder, 'new'), inputs, () => Promise.resolve(new TextEncoder().encode(`${++made}`))),
    );
  expect(await text('a', 'b')).toBe('1');
  expect(await text('a', 'b')).toBe('1');
  expect(await text('ab')).toBe('2');
});
