import { expect, test } from 'vitest';
import { toJavaScript } from './javascript.ts';

const compiled = (source: string) => toJavaScript('a.ts', { 'a.ts': source }).files['a.js'];

test('files, entry and names follow', () => {
  expect(toJavaScript('x/main.ts', { 'x/main.ts': 'const a: number = 1;', 'data.json': '{' })).toEqual({
    entry: 'x/main.js',
    files: { 'x/main.js': 'const a = 1;', 'data.json': '{' },
    names: { 'x/main.js': 'x/main.ts', 'data.json': 'data.json' },
  });
});

test.each([
  [`import { a } from './b.ts';`, `import { a } from './b.js';`],
  [`export * from "../x/b.ts";`, `export * from "../x/b.js";`],
  [`const b = await import('./b.ts');`, `const b = await import('./b.js');`],
  [`import { a } from 'pkg/b.ts';`, `import { a } from 'pkg/b.ts';`],
  [`console.log('./b.ts');`, `console.log('./b.ts');`],
])('%s becomes %s', (source, result) => {
  expect(compiled(source)).toBe(result);
});

test('lines stay where they are', () => {
  const source = `import { a } from './b.ts';\ninterface A {\n  a: number;\n}\nimport './c.ts';\nthrow 1;\n`;
  const lines = compiled(source)!.split('\n');
  expect([lines[0], lines[4], lines[5]]).toEqual([
    `import { a } from './b.js';`,
    `import './c.js';`,
    'throw 1;',
  ]);
});

test('what is no TypeScript stays, for Node to say why', () => {
  expect(compiled('const = 1;')).toBe('const = 1;');
});
