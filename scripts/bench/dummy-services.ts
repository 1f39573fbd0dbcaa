import { cpSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SOURCE } from '../package/chunks.ts';

/** The names of the services that `addDummies` makes. */
export const dummyNames = (count: number) => Array.from({ length: count }, (_, i) => `dummy${i + 1}`);

/**
 * Copies the library and gives it more services, each a copy of Amazon SQS under another name: what it is like to have
 * many services.
 *
 * @param folder where the copy goes
 * @returns the library's folder there
 */
export function addDummies(folder: string, count: number): string {
  const source = join(folder, 'src/sim');
  for (const file of globSync('**/*.ts', { cwd: SOURCE })) {
    if (!file.endsWith('.test.ts')) copy(join(SOURCE, file), join(source, file));
  }
  const table = join(source, 'services/index.ts');
  let text = readFileSync(table, 'utf8');
  for (const name of dummyNames(count)) {
    cpSync(join(source, 'services/sqs'), join(source, 'services', name), { recursive: true });
    text = text
      .replace(/^import/m, `import { Sqs as ${name}Class } from './${name}/index.ts';\nimport`)
      .replace(/^\} as const/m, `  ${name}: ${name}Class,\n} as const`);
  }
  writeFileSync(table, text);
  return source;
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
}
