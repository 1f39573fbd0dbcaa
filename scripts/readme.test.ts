import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './astro.ts';

const readme = readFileSync(join(ROOT, 'README.md'), 'utf8');

function fence(language: string): string {
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(readme)?.[1] ?? '';
}

test("the README's example prints what the README says", () => {
  // Inside the repository, so that the package finds itself by its name.
  const folder = join(ROOT, '.cache/readme');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'example.ts'), fence('ts'));
  const output = execFileSync(process.execPath, [join(folder, 'example.ts')], { encoding: 'utf8' });
  expect(output).toBe(fence('text'));
  expect(output).not.toBe('');
});
